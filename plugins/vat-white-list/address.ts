export type ReadAddress = { readonly street?: string; readonly postcode?: string; readonly city?: string };

/** `UL. DŁUGA 5/7, 00-950 WARSZAWA` in its parts, in the letters that people write. */
export function readAddress(text: string): ReadAddress {
  const found = /^(.*?),?\s*(\d{2}-\d{3})\s+(.+)$/.exec(text.trim().slice(0, 500));
  if (!found) return text.trim() ? { street: spoken(text) } : {};
  const [, street = '', postcode = '', city = ''] = found;
  return { ...(street ? { street: spoken(street) } : {}), postcode, city: spoken(city) };
}

/** The register shouts; people do not. */
function spoken(text: string): string {
  if (text !== text.toUpperCase()) return text.trim();
  return text
    .trim()
    .toLowerCase()
    .replace(/(?<![\p{L}\d])(?!(?:i|w|we|na|nad|pod|przy|k|ul|al|pl|os|im|dr|ks|gen|św)(?![\p{L}]))\p{L}/gu, (letter) =>
      letter.toUpperCase(),
    )
    .replace(/\d+\p{Ll}?\b/gu, (number) => number.toUpperCase());
}
