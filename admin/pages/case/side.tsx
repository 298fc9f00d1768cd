import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import { Button, Tag } from '../../components/button.tsx';
import { calls } from '../../components/calls.ts';
import { Problem } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { OwnCard } from '../../components/own/record-form.tsx';
import { call, useAction } from '../../components/read.ts';
import { useUndone } from '../../components/undone.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import { formatPhone } from '../../../domain/ids/phone.ts';
import type { CasePage, CustomerCard } from '../../../db/case-page.ts';
import { CustomerField } from '../tasks/customer-field.tsx';

/** What the case is about and whose it is: beside every tab. */
export function Side({ found, onChange }: { readonly found: CasePage; readonly onChange: () => void }) {
  const { t } = useWords();
  const { run, busy, refused } = useAction();
  const [adding, setAdding] = useState(false);
  const runs = found.level === 'run' && found.state === 'open';
  const add = (companyId: string) =>
    run(async () => {
      await call('POST', `/cases/${found.id}/companies`, { companyId });
      setAdding(false);
      onChange();
    });
  const undone = useUndone(onChange);
  const remove = ({ id: companyId, name }: CustomerCard) =>
    run(async () => {
      await call('DELETE', `/cases/${found.id}/companies/${companyId}`);
      undone(t('case.customer taken off', { name }), () => call('POST', `/cases/${found.id}/companies`, { companyId }));
      onChange();
    });
  return (
    <div className="company-side">
      {found.description ? (
        <Card title={t('case.description')}>
          <p className="company-text">{found.description}</p>
        </Card>
      ) : null}
      <OwnCard record="case" own={found.own} />
      <Card
        title={t('case.customers')}
        actions={
          runs ? (
            <Button
              kind="quiet"
              size="small"
              icon={adding ? 'close' : 'plus'}
              label={t(adding ? 'frame.cancel' : 'case.add customer')}
              onClick={() => setAdding(!adding)}
            />
          ) : null
        }
      >
        {refused ? <Problem>{refused.message}</Problem> : null}
        {adding ? <CustomerField chosen={undefined} onChoose={(chosen) => void (chosen && add(chosen.id))} /> : null}
        {found.companies.length === 0 && !adding ? <span className="muted">{t('case.no customer')}</span> : null}
        <ul className="contacts">
          {found.companies.map((company) => (
            <li key={company.id}>
              <Customer company={company} />
              {runs && !company.isHome ? (
                <Button
                  kind="quiet"
                  size="small"
                  icon="close"
                  disabled={busy}
                  label={t('case.remove customer', { name: company.name })}
                  onClick={() => void remove(company)}
                />
              ) : null}
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}

/** The card of a customer is seen with the case; their page only with the right to read customers (rule 23). */
function Customer({ company }: { readonly company: CustomerCard }) {
  const { t } = useWords();
  const { may } = useViewer();
  const { id, name, city, email, phone, ownerName, isHome } = company;
  return (
    <div className="case-customer">
      {may('company.read') ? (
        <Link className="strong" to={`/admin/companies/${id}`}>
          {name}
        </Link>
      ) : (
        <b className="strong">{name}</b>
      )}{' '}
      {isHome ? <Tag>{t('case.home customer')}</Tag> : null}
      <div className="small second">
        {[city, ownerName ? t('case.keeper', { name: ownerName }) : null].filter(Boolean).join(' · ')}
      </div>
      <div className="small">
        {phone ? (
          <a className="link" href={`tel:${phone}`} {...calls(company)}>
            {formatPhone(phone)}
          </a>
        ) : null}{' '}
        {email ? (
          <a className="link" href={`mailto:${email}`}>
            {email}
          </a>
        ) : null}
      </div>
    </div>
  );
}
