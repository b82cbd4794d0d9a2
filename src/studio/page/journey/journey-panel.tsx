export function JourneyPanel() {
  return <section>JourneyPanel</section>
}
