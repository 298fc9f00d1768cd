import React from 'react';
import { Link } from 'react-router-dom';
import { Face, Tag } from '../../components/button.tsx';
import { Freeze } from '../../components/freeze.tsx';
import { calls } from '../../components/calls.ts';
import { Card } from '../../components/page.tsx';
import { StartProcedure } from '../../components/run-path/start-procedure.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import { namePurpose } from '../../../domain/governor/rule-book.ts';
import { formatPhone } from '../../../domain/ids/phone.ts';
import type { ShownPoint } from '../../../db/suppressions.ts';
import { ImportantDates } from './dates.tsx';
import { Groups } from './groups.tsx';
import { RunningScenarios } from './runs.tsx';
import type { PartProps } from './shapes.ts';

/** What runs, how to reach them, who is there: beside every tab. */
export function Side({ card, onChange }: PartProps) {
  const { t } = useWords();
  const { may } = useViewer();
  return (
    <div className="company-side">
      {card.runs.length > 0 || may('campaign.run') || may('run.start') ? (
        <Card
          title={t('company.running')}
          actions={<StartProcedure place={{ of: 'companies', id: card.id }} onChange={onChange} small />}
          flush
        >
          <RunningScenarios runs={card.runs.slice(0, 20)} onChange={onChange} />
          {may('campaign.run') ? (
            <div className="run">
              <Freeze
                place={{ of: 'companies', id: card.id }}
                isFrozen={card.frozen !== null}
                running={card.runs.length}
                onChange={onChange}
              />
            </div>
          ) : null}
        </Card>
      ) : null}
      {card.contactPoints.length > 0 ? (
        <Card title={t('company.contacts')}>
          <ul className="contacts">
            {card.contactPoints.map((point) => (
              <li key={point.id}>
                <Reach point={point} company={card} />
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
      {card.people.length > 0 ? (
        <Card title={t('company.tab.people')}>
          <ul className="contacts">
            {card.people.slice(0, 6).map((person) => (
              <li key={person.id} className="person">
                <Face name={[person.firstName, person.lastName].filter(Boolean).join(' ')} />
                <span>
                  <Link className="strong" to={`/admin/people/${person.id}`}>
                    {[person.firstName, person.lastName].filter(Boolean).join(' ')}
                  </Link>{' '}
                  {person.decides ? <Tag tone="accent">{t('customer.decides')}</Tag> : null}{' '}
                  {person.isMain ? <Tag>{t('company.main person')}</Tag> : null}
                  <br />
                  <span className="small second">{person.position}</span>
                </span>
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
      <ImportantDates companyId={card.id} mayEdit={may('company.edit')} />
      <Groups card={card} onChange={onChange} />
    </div>
  );
}

type ReachProps = { readonly point: ShownPoint; readonly company: { readonly id: string; readonly name: string } };

/** One address as a real link, with what is wrong with it. */
export function Reach({ point, company }: ReachProps) {
  const { t, language } = useWords();
  const { kind, normalised, value, state, label, suppressions } = point;
  const purposes = suppressions.flatMap(({ purpose }) => (purpose === null ? [] : [namePurpose(purpose)[language]]));
  const isWhole = purposes.length < suppressions.length;
  const listed = isWhole ? t('suppression.listed') : t('suppression.listed for', { purposes: purposes.join(', ') });
  const shown = kind === 'phone' ? formatPhone(normalised) : value;
  const href = kind === 'phone' ? `tel:${normalised}` : kind === 'email' ? `mailto:${normalised}` : undefined;
  return (
    <>
      {href && state === 'good' ? (
        <a className="link" href={href} {...(kind === 'phone' ? calls(company) : {})}>
          {shown}
        </a>
      ) : (
        <span className={state === 'good' ? '' : 'muted'}>{shown}</span>
      )}{' '}
      {state === 'good' ? null : <Tag tone="red">{t(`company.point.${state}`)}</Tag>}{' '}
      {suppressions.length > 0 ? <Tag tone="red">{listed}</Tag> : null}{' '}
      {label ? <span className="small muted">{label}</span> : null}
    </>
  );
}
