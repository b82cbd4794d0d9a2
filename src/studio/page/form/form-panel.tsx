export function FormPanel() {
  return <section>FormPanel</section>
}
