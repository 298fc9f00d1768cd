import React, { useState } from 'react';
import { Button, Tag } from '../../components/button.tsx';
import { Problem, Select, TextInput } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { OwnFacts } from '../../components/own/record-form.tsx';
import { call, useAction } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import { formatIban } from '../../../domain/ids/iban.ts';
import { formatNip } from '../../../domain/ids/nip.ts';
import { formatRegon } from '../../../domain/ids/regon.ts';
import type { ContactPoint } from '../../../db/contact-points.ts';
import type { PartProps } from './shapes.ts';
import { Reach } from './side.tsx';

/** What is known about the customer, and every address of theirs. */
export function Details({ card, onChange }: PartProps) {
  const { t, date } = useWords();
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
    [
      t('company.address'),
      [card.street, [card.postcode, card.city].filter(Boolean).join(' ')].filter(Boolean).join(', '),
    ],
    [t('company.website'), card.website],
    [t('company.industry'), card.industry],
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
      <Contacts card={card} onChange={onChange} />
    </>
  );
}

function Contacts({ card, onChange }: PartProps) {
  const { t } = useWords();
  const mayEdit = useViewer().may('company.edit');
  const { run, busy, refused } = useAction();
  const edit = (point: ContactPoint, change: object) =>
    void run(() => call('PATCH', `/contact-points/${point.id}`, { version: point.version, ...change }).then(onChange));
  return (
    <Card title={t('company.contacts')} className="company-contacts">
      <ul className="contacts">
        {card.contactPoints.map((point) => (
          <li key={point.id} className="bar">
            <Reach point={point} />
            {point.isMain ? <Tag tone="accent">{t('company.main')}</Tag> : null}
            <span className="grow" />
            {mayEdit && !point.isMain ? (
              <Button kind="quiet" size="small" busy={busy} onClick={() => edit(point, { isMain: true })}>
                {t('company.make main')}
              </Button>
            ) : null}
            {mayEdit ? (
              <Button
                kind="quiet"
                size="small"
                busy={busy}
                onClick={() => edit(point, { state: point.state === 'good' ? 'wrong' : 'good' })}
              >
                {t(point.state === 'good' ? 'company.is wrong' : 'company.is good')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <Problem>{refused?.message}</Problem>
      {mayEdit ? <AddContact companyId={card.id} onChange={onChange} /> : null}
    </Card>
  );
}

function AddContact({ companyId, onChange }: { readonly companyId: string; readonly onChange: () => void }) {
  const { t } = useWords();
  const [kind, setKind] = useState('phone');
  const [value, setValue] = useState('');
  const { run, busy, refused } = useAction();
  const add = () =>
    void run(async () => {
      await call('POST', `/companies/${companyId}/contact-points`, { kind, value });
      setValue('');
      onChange();
    });
  return (
    <>
      <div className="bar add-contact">
        <Select
          label={t('company.kind')}
          value={kind}
          onChange={setKind}
          choices={['phone', 'email', 'messenger', 'postal'].map((one) => ({
            value: one,
            label: t(`company.point kind.${one}`),
          }))}
        />
        <TextInput
          value={value}
          onChange={setValue}
          label={t('company.new contact')}
          placeholder={t('company.new contact')}
          onEnter={add}
        />
        <Button icon="plus" busy={busy} disabled={value.trim() === ''} onClick={add}>
          {t('company.add')}
        </Button>
      </div>
      <Problem>{refused?.message}</Problem>
    </>
  );
}
