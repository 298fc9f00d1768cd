import React from 'react';
import { Link } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { Problem, Select } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { Documents as Tied, NamedDocument } from '../../../db/message-links.ts';

/** Invoices, orders and demands that a message is about (S4-18). */
export function Documents({ messageId }: { readonly messageId: string }) {
  const { t, date } = useWords();
  const { may } = useViewer();
  const { value, reload } = useRead<Tied>(may('transaction.read') ? `/messages/${messageId}/transactions` : undefined);
  const { run, busy, refused } = useAction();
  if (!value || (value.tied.length === 0 && value.others.length === 0)) return null;
  const change = (method: 'PUT' | 'DELETE', id: string) =>
    run(async () => {
      await call(method, `/messages/${messageId}/transactions/${id}`);
      reload();
    });
  const named = ({ kind, title }: NamedDocument) => `${t(`customer.transaction.${kind}`)} ${title}`;
  return (
    <Card title={t('document.about')}>
      <Problem>{refused?.message}</Problem>
      {value.tied.length === 0 ? <span className="muted">{t('document.none tied')}</span> : null}
      <ul className="lines">
        {value.tied.map((one) => (
          <li key={one.id}>
            <div>
              <Link className="strong" to={`/admin/transactions/${one.id}`}>
                {named(one)}
              </Link>
              <div className="small muted">{date(one.happenedOn)}</div>
            </div>
            {may('company.edit') ? (
              <Button
                kind="quiet"
                size="small"
                icon="close"
                disabled={busy}
                label={t('task.unlink', { name: one.title })}
                onClick={() => void change('DELETE', one.id)}
              />
            ) : null}
          </li>
        ))}
      </ul>
      {may('company.edit') && value.others.length > 0 ? (
        <Select
          label={t('document.tie to')}
          value=""
          none={t('document.tie to')}
          disabled={busy}
          onChange={(id) => id && void change('PUT', id)}
          choices={value.others.map((one) => ({ value: one.id, label: `${named(one)} · ${date(one.happenedOn)}` }))}
        />
      ) : null}
    </Card>
  );
}
