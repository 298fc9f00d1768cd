/** What several forms offer to choose from. */
type Choice = { readonly value: string; readonly label: string };

/** All that the browser knows, with the one that is chosen; an empty one is none. */
export function zoneChoices(current: string): readonly Choice[] {
  const known = Intl.supportedValuesOf('timeZone');
  return (current === '' || known.includes(current) ? known : [current, ...known]).map((zone) => ({
    value: zone,
    label: zone.replace(/_/g, ' '),
  }));
}
