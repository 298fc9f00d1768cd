type Turnover = { readonly turnoverMinor: number; readonly turnoverBeforeMinor: number };

/** How the last twelve months stand against the twelve before; nothing where there was nothing to compare with. */
export function growthOf({ turnoverMinor, turnoverBeforeMinor }: Turnover): { share?: number } {
  return turnoverBeforeMinor > 0 ? { share: (turnoverMinor - turnoverBeforeMinor) / turnoverBeforeMinor } : {};
}
