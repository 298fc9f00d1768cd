/** Stands where AdminJS would draw its own menu, top bar and footer. */
export default function Nothing() {
  return null;
}
