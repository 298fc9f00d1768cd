import React from 'react';
import { Card } from '../../components/page.tsx';
import { OwnFacts } from '../../components/own/record-form.tsx';
import { useWords } from '../../components/words.ts';
import { formatIban } from '../../../domain/ids/iban.ts';
import { formatNip } from '../../../domain/ids/nip.ts';
import { formatRegon } from '../../../domain/ids/regon.ts';
import { ContactPoints } from './contact-points.tsx';
import type { PartProps } from './shapes.ts';
import { nameOfCountry } from './values.ts';

/** What is known about the customer, and every address of theirs. */
export function Details({ card, onChange }: PartProps) {
  const { t, date, money, language } = useWords();
  const facts: [string, React.ReactNode][] = [
    [t('company.kind'), t(`company.kind.${card.kind}`)],
    [t('company.short name'), card.shortName],
    ['NIP', card.nip ? formatNip(card.nip) : null],
    ['REGON', card.regon ? formatRegon(card.regon) : null],
    ['KRS', card.krs],
    [t('company.field.euVat'), card.euVat],
    ['PESEL', card.pesel ?? null],
    [t('company.field.iban'), card.iban ? formatIban(card.iban) : null],
    [
      t('company.field.paymentDays'),
      card.paymentDays === null ? null : t('customer.days', { count: card.paymentDays }),
    ],
    [t('customer.field.turnoverMinor'), card.turnoverMinor === null ? null : money(card.turnoverMinor, card.currency)],
    [t('customer.field.currency'), card.currency],
    [
      t('company.address'),
      [card.street, [card.postcode, card.city].filter(Boolean).join(' ')].filter(Boolean).join(', '),
    ],
    [t('customer.field.country'), nameOfCountry(card.country, language)],
    [t('customer.field.timeZone'), card.timeZone?.replace(/_/g, ' ')],
    [t('company.website'), card.website],
    [t('company.industry'), card.industryName?.[language] ?? card.industry],
    [t('company.notes'), card.notes],
    [t('company.since'), date(card.createdAt)],
  ];
  return (
    <>
      <Card title={t('company.tab.details')}>
        <dl className="facts">
          {facts.map(([name, value]) =>
            value ? (
              <React.Fragment key={name}>
                <dt>{name}</dt>
                <dd className="company-text">{value}</dd>
              </React.Fragment>
            ) : null,
          )}
          <OwnFacts record="company" own={card.own} />
        </dl>
      </Card>
      <ContactPoints company={card} points={card.contactPoints} onChange={onChange} />
    </>
  );
}
