export function FlowPanel() {
  return <section>FlowPanel</section>
}
