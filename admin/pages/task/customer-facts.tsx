import React from 'react';
import { FactsElsewhere } from '../../components/fact.tsx';
import { Notice } from '../../components/field.tsx';
import { useRead } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { CompanyCard } from '../../../db/company-card.ts';
import { FactStrip } from '../company/fact-strip.tsx';

/** What decides about the customer, at hand while a contact with them is written down (S2-13). */
export function CustomerFacts({ companyId }: { readonly companyId: string }) {
  const { t, day } = useWords();
  const { may } = useViewer();
  const { value: card } = useRead<CompanyCard>(may('company.read') ? `/companies/${companyId}` : undefined);
  // While another customer is on its way, nothing is said rather than something of the one before.
  if (card?.id !== companyId) return null;
  return (
    <section className="customer-facts" aria-label={t('task.customer facts', { name: card.name })}>
      {card.frozen ? (
        <Notice tone="orange">
          {t('customer.frozen', { since: day(card.frozen.since) })} {card.frozen.reason}
        </Notice>
      ) : null}
      <FactsElsewhere of={`/admin/companies/${card.id}`}>
        <FactStrip card={card} />
      </FactsElsewhere>
      {card.notes ? <p className="second small">{card.notes}</p> : null}
    </section>
  );
}
