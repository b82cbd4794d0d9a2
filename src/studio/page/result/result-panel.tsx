export function ResultPanel() {
  return <section>ResultPanel</section>
}
