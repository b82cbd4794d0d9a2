export function ExplainPanel() {
  return <section>ExplainPanel</section>
}
