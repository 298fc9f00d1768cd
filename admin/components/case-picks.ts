/** Where the cases are asked for that something may go into. */
export function casePicks(asked: {
  readonly search: string;
  readonly companyId?: string | null | undefined;
  /** Those of this customer alone. */
  readonly only?: boolean;
}): string {
  const { search, companyId, only } = asked;
  const query = { search, ...(companyId ? { companyId } : {}), ...(only ? { only: 'customer' } : {}) };
  return `/cases/picks?${new URLSearchParams(query)}`;
}
