import type { CompanyCard } from '../../../db/company-card.ts';

/** What each part of the card is given. */
export type PartProps = { readonly card: CompanyCard; readonly onChange: () => void };
