import { RangeSetBuilder } from '@codemirror/state'
import { Decoration, EditorView, ViewPlugin, type DecorationSet, type ViewUpdate } from '@codemirror/view'

/** Deeper than this, a narrow editor would have no room left. */
const mostColumns = 16

/** Wraps long lines under their own indentation. */
export const hangingIndent = [
  EditorView.lineWrapping,
  ViewPlugin.define(
    (view) => ({
      decorations: indents(view),
      update({ view: current, docChanged, viewportChanged }: ViewUpdate) {
        if (docChanged || viewportChanged) this.decorations = indents(current)
      },
    }),
    { decorations: (plugin) => plugin.decorations },
  ),
]

function indents(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>()
  for (const { from, to } of view.visibleRanges)
    for (let at = from; at <= to;) {
      const line = view.state.doc.lineAt(at)
      const columns = Math.min(line.text.search(/\S|$/) + 2, mostColumns)
      const style = `text-indent: -${columns}ch; padding-left: calc(${columns}ch + 4px)`
      builder.add(line.from, line.from, Decoration.line({ attributes: { style } }))
      at = line.to + 1
    }
  return builder.finish()
}
