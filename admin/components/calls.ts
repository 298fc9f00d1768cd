/** Calls that leave the page through `tel:`: who comes back from one on a phone is asked what came of it (rule 41). */
export type Called = { readonly company: { readonly id: string; readonly name: string }; readonly minutes: number };

type Calling = { readonly company: Called['company']; readonly startedAt: number };

let calling: Calling | undefined;

/** Props of a link with a number: `<a href="tel:…" {...calls(company)}>`. */
export function calls(company: Called['company']): { readonly onClick: () => void } {
  return {
    onClick() {
      calling = { company, startedAt: Date.now() };
    },
  };
}

/** Tells of whoever is back from a call. Answers what ends it. */
export function whenBack(tell: (called: Called) => void): () => void {
  if (!window.matchMedia('(pointer: coarse)').matches) return () => undefined;
  const back = () => {
    if (document.hidden || !calling) return;
    const { company, startedAt } = calling;
    calling = undefined;
    tell({ company, minutes: Math.max(1, Math.round((Date.now() - startedAt) / 60_000)) });
  };
  document.addEventListener('visibilitychange', back);
  return () => document.removeEventListener('visibilitychange', back);
}
