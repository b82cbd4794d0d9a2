export function ManifestView() {
  return <section>ManifestView</section>
}
