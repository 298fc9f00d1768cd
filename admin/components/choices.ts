/** What several forms offer to choose from. */
type Choice = { readonly value: string; readonly label: string };

const currencies = ['PLN', 'EUR', 'USD', 'GBP', 'CZK', 'CHF'];

/** With the one that is chosen, whatever it is. */
export function currencyChoices(current: string): readonly Choice[] {
  return [...new Set([...currencies, current])].map((one) => ({ value: one, label: one }));
}

/** All that the browser knows, with the one that is chosen; an empty one is none. */
export function zoneChoices(current: string): readonly Choice[] {
  const known = Intl.supportedValuesOf('timeZone');
  return (current === '' || known.includes(current) ? known : [current, ...known]).map((zone) => ({
    value: zone,
    label: zone.replace(/_/g, ' '),
  }));
}
