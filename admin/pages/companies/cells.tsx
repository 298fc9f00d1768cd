import React from 'react';
import { Tag } from '../../components/button.tsx';
import { RecordLink, type DrawCell } from '../../components/data-table/cell.tsx';
import { formatNip } from '../../../domain/ids/nip.ts';
import { formatPhone } from '../../../domain/ids/phone.ts';

/** What of a customer is drawn in its own way, in the list and where one is chosen from it. */
export const cells: Readonly<Record<string, DrawCell>> = {
  class: ({ values }) =>
    typeof values['class'] === 'string' && values['class'] ? (
      <Tag {...(values['class'] === 'A' ? { tone: 'accent' as const } : {})}>{values['class']}</Tag>
    ) : undefined,
  phone: ({ values }) =>
    typeof values['phone'] === 'string' ? <span className="num">{formatPhone(values['phone'])}</span> : undefined,
  nip: ({ values }) =>
    typeof values['nip'] === 'string' ? <span className="num">{formatNip(values['nip'])}</span> : undefined,
  lastContact: ({ values }, { ago, date, t }) =>
    typeof values['lastContact'] === 'string' ? (
      <span className="second" title={date(values['lastContact'])}>
        {ago(values['lastContact'])}
      </span>
    ) : (
      <span className="muted">{t('companies.never')}</span>
    ),
  city: second('city'),
  email: second('email'),
  parent: ({ values }) => <RecordLink to="/admin/companies" value={values['parent']} />,
};

function second(field: string): DrawCell {
  return ({ values }) =>
    typeof values[field] === 'string' ? <span className="second">{values[field]}</span> : undefined;
}
