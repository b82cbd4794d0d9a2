/** A fenced code block of a Markdown document. */
export interface Block {
  /** The first word of the info string: `sh`, `ts`, `json`, `text`. */
  readonly language: string
  /** What else the info string says: `file=node.json`, `skip="needs a browser"`, or a word alone. */
  readonly attributes: Readonly<Record<string, string>>
  readonly text: string
  /** The line of the fence, from 1. */
  readonly line: number
  /** Whether there is nothing but blank lines between this block and the one before. */
  readonly follows: boolean
}

/** A table of a Markdown document, cells as they are written. */
export interface Table {
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly line: number
}

export interface MarkdownDocument {
  readonly blocks: readonly Block[]
  readonly tables: readonly Table[]
  readonly links: readonly { readonly target: string; readonly line: number }[]
  /** The anchors of the headings, as GitHub makes them. */
  readonly anchors: ReadonlySet<string>
}

export function parseMarkdown(text: string): MarkdownDocument {
  const blocks: Block[] = []
  const tables: { header: string[]; rows: string[][]; line: number }[] = []
  const links: { target: string; line: number }[] = []
  const anchors = new Set<string>()
  let open: { info: string; indent: number; lines: string[]; line: number } | undefined
  let blankSince = false
  let table: { header: string[]; rows: string[][]; line: number } | undefined

  text.split('\n').forEach((content, index) => {
    const line = index + 1
    const fence = /^\s*```(.*)$/.exec(content)
    if (open !== undefined) {
      if (fence === null) open.lines.push(content.slice(open.indent))
      else {
        const { info, lines, line: from } = open
        const [language = '', ...rest] = info.trim().split(/\s+/)
        const text = lines.join('\n')
        blocks.push({ language, attributes: attributesOf(rest.join(' ')), text, line: from, follows: blankSince })
        blankSince = true
        open = undefined
      }
      return
    }
    if (fence !== null) open = { info: fence[1] ?? '', indent: content.indexOf('```'), lines: [], line }
    else if (content.trim() !== '') blankSince = false

    const heading = /^#+ (.*)$/.exec(content)
    if (heading !== null) anchors.add(anchorOf(heading[1] ?? ''))
    for (const match of content.replace(/`[^`]*`/g, '').matchAll(/\]\(([^)\s]+)\)/g))
      links.push({ target: match[1] ?? '', line })

    if (!content.startsWith('|')) table = undefined
    else if (table === undefined) tables.push((table = { header: cells(content), rows: [], line }))
    else if (!/^\|[\s|:-]+\|$/.test(content)) table.rows.push(cells(content))
  })
  return { blocks, tables, links, anchors }
}

function attributesOf(text: string): Record<string, string> {
  const attributes: Record<string, string> = {}
  for (const [, name = '', quoted, plain] of text.matchAll(/([\w-]+)(?:="([^"]*)"|=(\S+))?/g))
    attributes[name] = quoted ?? plain ?? ''
  return attributes
}

/** The cells of a row; a bar within a cell is written `\|`. */
function cells(row: string): string[] {
  return row
    .replace(/^\||\|\s*$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'))
}

function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-')
}
