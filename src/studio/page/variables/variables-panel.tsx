export function VariablesPanel() {
  return <section>VariablesPanel</section>
}
