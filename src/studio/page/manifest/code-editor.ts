import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  hasNextSnippetField,
  hasPrevSnippetField,
  snippet,
  startCompletion,
  type Completion as Option,
  type CompletionSource,
} from '@codemirror/autocomplete'
import { defaultKeymap, history, historyField, historyKeymap, indentWithTab } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput, indentUnit } from '@codemirror/language'
import { lintGutter, nextDiagnostic, previousDiagnostic, setDiagnostics, type Diagnostic } from '@codemirror/lint'
import { EditorState, type Extension, type Transaction } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  hoverTooltip,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import type { ManifestProblem } from '../../../manifest/problem.js'
import { complete, describeAt, type Completion, type CompletionContext, type Suggestion } from './completion.js'
import { editorTheme } from './editor-theme.js'
import { hangingIndent } from './hanging-indent.js'
import { problemFix, problemPlace, type Stretch } from './problem-place.js'

interface EditorEvents {
  readonly onChange: (file: string, text: string) => void
  /** Where the cursor is, as keys from the root. */
  readonly onMove: (text: string, offset: number) => void
  /** What to complete from; undefined until the schemas have come. */
  readonly context: (file: string) => CompletionContext | undefined
}

/** Editor and history go into what is remembered. */
const fields = { history: historyField }

/**
 * A text editor for the documents of a manifest, each with a history of its own. It lives in a shadow root: there its
 * style sheets are objects of the script, which a policy without inline styles lets be.
 */
export class CodeEditor {
  readonly #view: EditorView
  readonly #events: EditorEvents
  readonly #states = new Map<string, EditorState>()
  readonly #histories: Readonly<Record<string, unknown>>
  #file = ''

  /** @param histories what {@link histories} gave at the end of an earlier visit */
  constructor(host: HTMLElement, histories: Readonly<Record<string, unknown>>, events: EditorEvents) {
    this.#events = events
    this.#histories = histories
    const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
    this.#view = new EditorView({ root, parent: root })
  }

  /** Shows a document; a text that is not the one it had becomes a change that can be undone. */
  open(file: string, text: string): void {
    if (this.#file !== file) {
      if (this.#file !== '') this.#states.set(this.#file, this.#view.state)
      this.#file = file
      this.#view.setState(this.#states.get(file) ?? this.#restore(file, text))
    }
    const { doc } = this.#view.state
    const wanted = this.#view.state.toText(text)
    if (!doc.eq(wanted)) this.#view.dispatch({ changes: changeBetween(doc.toString(), wanted.toString()) })
  }

  show(problems: readonly ManifestProblem[]): void {
    const text = this.#view.state.doc.toString()
    const own = problems.filter(({ file }) => file === this.#file)
    this.#view.dispatch(
      setDiagnostics(
        this.#view.state,
        own.map((problem) => diagnostic(text, problem)),
      ),
    )
  }

  /** @param line from 1. @param column from 1 */
  reveal(line: number, column = 1): void {
    const { doc } = this.#view.state
    const { from, to } = doc.line(Math.min(Math.max(line, 1), doc.lines))
    const anchor = Math.min(from + column - 1, to)
    this.#view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) })
    this.#view.focus()
  }

  /** All documents as they stand with what can be undone in them, as JSON. */
  histories(): Readonly<Record<string, unknown>> {
    const states = new Map(this.#states).set(this.#file, this.#view.state)
    const kept = [...states].map(([file, state]) => [file, state.toJSON(fields) as unknown])
    return { ...this.#histories, ...(Object.fromEntries(kept) as Record<string, unknown>) }
  }

  destroy(): void {
    this.#view.destroy()
  }

  #restore(file: string, text: string): EditorState {
    const extensions = this.#extensions(file)
    const kept = this.#histories[file]
    return kept === undefined
      ? EditorState.create({ doc: text, extensions })
      : EditorState.fromJSON(kept, { extensions }, fields)
  }

  #extensions(file: string): Extension {
    const { onChange, onMove, context } = this.#events
    return [
      lineNumbers(),
      lintGutter(),
      foldGutter({ markerDOM }),
      codeFolding(),
      history(),
      drawSelection(),
      indentOnInput(),
      indentUnit.of('  '),
      EditorState.tabSize.of(2),
      bracketMatching(),
      closeBrackets(),
      hangingIndent,
      highlightActiveLine(),
      highlightActiveLineGutter(),
      json(),
      editorTheme,
      autocompletion({
        override: [completionSource(() => context(file))],
        icons: false,
        maxRenderedOptions: 60,
        addToOptions: [{ render: kindMark, position: 20 }],
      }),
      hoverTooltip((view, offset) => hover(view.state.doc.toString(), offset, context(file))),
      keymap.of([
        { key: 'Tab', run: acceptCompletion },
        { key: 'F8', run: nextDiagnostic, shift: previousDiagnostic },
        ...closeBracketsKeymap,
        ...completionKeymap,
        ...historyKeymap,
        ...foldKeymap,
        // The page runs the method at Ctrl+Enter.
        ...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'),
        indentWithTab,
      ]),
      EditorView.contentAttributes.of({
        'aria-label': `${file}, JSON. Escape, then Tab leaves the editor.`,
        spellcheck: 'false',
        tabindex: '0',
      }),
      EditorView.updateListener.of(({ view, state, transactions, docChanged, selectionSet }) => {
        if (transactions.some(entersEmptyText)) queueMicrotask(() => startCompletion(view))
        if (docChanged) onChange(file, state.doc.toString())
        if (docChanged || selectionSet) onMove(state.doc.toString(), state.selection.main.head)
      }),
    ]
  }
}

/** Whether the cursor went from field to field of a snippet, and this one has its choices still ahead. */
function entersEmptyText({ state, selection, docChanged }: Transaction): boolean {
  if (selection === undefined || docChanged || !(hasPrevSnippetField(state) || hasNextSnippetField(state))) return false
  const { head } = state.selection.main
  return state.sliceDoc(head - 1, head + 1) === '""'
}

function completionSource(context: () => CompletionContext | undefined): CompletionSource {
  return ({ state, pos, explicit }) => {
    const known = context()
    if (known === undefined) return null
    const completion = complete(state.doc.toString(), pos, known)
    if (completion === undefined) return null
    if (!explicit && !hasBegun(state.sliceDoc(pos - 1, pos), pos, completion)) return null
    return {
      from: completion.from,
      options: completion.suggestions.map((suggestion, index) => option(completion, suggestion, index)),
    }
  }
}

/** Unasked, suggestions come where a word has begun; in the braces of a URL, also where one can begin. */
function hasBegun(before: string, offset: number, { from, suggestions: [first] }: Completion): boolean {
  const isBare = first?.insert === first?.label
  return from < offset || /["$]/.test(before) || (isBare && /[{?&,]/.test(before))
}

function option(completion: Completion, { label, kind, detail, info, insert }: Suggestion, index: number): Option {
  const { replace, commaAt } = completion
  return {
    label,
    type: kind,
    sortText: String(index).padStart(4, '0'),
    ...(detail === undefined ? {} : { detail }),
    ...(info === undefined ? {} : { info }),
    apply: (view, chosen) => {
      const shift = commaAt === undefined ? 0 : 1
      if (commaAt !== undefined) view.dispatch({ changes: { from: commaAt, insert: ',' } })
      snippet(insert)(view, chosen, replace.from + shift, replace.to + shift)
      // A value begun may have choices of its own.
      if (insert.includes('#{}')) startCompletion(view)
    },
  }
}

const kindLetters = { key: 'k', value: 'v', name: 'n', entry: '+' }

function kindMark({ type = 'key' }: Option): Node {
  const mark = element('span', `cm-kind cm-kind--${type}`, kindLetters[type as keyof typeof kindLetters])
  mark.setAttribute('aria-hidden', 'true')
  return mark
}

function hover(text: string, offset: number, context: CompletionContext | undefined) {
  const description = context === undefined ? undefined : describeAt(text, offset, context)
  if (description === undefined) return null
  const { from, to, title, description: words, allowed } = description
  return {
    pos: from,
    end: to,
    above: true,
    create: () => {
      const dom = element('div', 'cm-hover')
      dom.append(element('p', 'cm-hover__title', title))
      if (words !== undefined) dom.append(element('p', 'cm-hover__text', words))
      if (allowed !== undefined) dom.append(element('p', 'cm-hover__allowed', allowed))
      return { dom }
    },
  }
}

function diagnostic(text: string, problem: ManifestProblem): Diagnostic {
  const fix = problemFix(text, problem)
  return {
    ...problemPlace(text, problem),
    severity: 'error',
    message: problem.message,
    actions:
      fix === undefined
        ? []
        : [
            {
              name: `Use “${fix.insert}”`,
              apply: (view) => {
                view.dispatch({ changes: fix })
              },
            },
          ],
  }
}

/** One change from one text to another that leaves alone what both begin and end with, and so the cursor there. */
function changeBetween(text: string, wanted: string): Stretch & { readonly insert: string } {
  const shorter = Math.min(text.length, wanted.length)
  let from = 0
  while (from < shorter && text[from] === wanted[from]) from++
  let same = 0
  while (same < shorter - from && text.at(-1 - same) === wanted.at(-1 - same)) same++
  return { from, to: text.length - same, insert: wanted.slice(from, wanted.length - same) }
}

function markerDOM(open: boolean): HTMLElement {
  const mark = element('span', open ? 'cm-fold--open' : '', open ? '⌄' : '›')
  mark.title = open ? 'Fold' : 'Unfold'
  return mark
}

function element(tag: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = text
  return made
}
