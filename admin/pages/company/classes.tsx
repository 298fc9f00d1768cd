import React, { useState } from 'react';
import { Tag } from '../../components/button.tsx';
import { sayCondition } from '../../components/data-table/say-condition.ts';
import { httpSource } from '../../components/data-table/source.ts';
import { useDescription } from '../../components/data-table/use-description.ts';
import { useSpeaking } from '../../components/data-table/use-speaking.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Problem } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { Skeleton } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { ClassReasons, Reason } from '../../../db/class-members.ts';
import type { CompanyCard } from '../../../db/company-card.ts';

const customers = httpSource('companies');

/** The classes of a customer; each says why. */
export function Classes({ card }: { readonly card: Pick<CompanyCard, 'id' | 'classes'> }) {
  const { t, language } = useWords();
  const [asked, setAsked] = useState(false);
  if (card.classes.length === 0) return null;
  return (
    <>
      {card.classes.map(({ id, name, color }) => (
        <button
          key={id}
          type="button"
          className="link-like"
          title={t('classes.why')}
          aria-haspopup="dialog"
          onClick={() => setAsked(true)}
        >
          <Tag {...(color ? { tone: color } : {})}>{name[language]}</Tag>
        </button>
      ))}
      {asked ? <Why companyId={card.id} onClose={() => setAsked(false)} /> : null}
    </>
  );
}

/** Every class with what came of each of its rules: those that the customer belongs to first. */
function Why({ companyId, onClose }: { readonly companyId: string; readonly onClose: () => void }) {
  const { t, language, day } = useWords();
  const { value, error } = useRead<{ rows: ClassReasons[] }>(`/companies/${companyId}/classes`);
  return (
    <Dialog title={t('classes.why title')} drawer onClose={onClose}>
      {error ? <Problem>{error.message}</Problem> : null}
      {value || error ? null : <Skeleton rows={6} />}
      {value?.rows.map(({ id, name, color, since, condition, reasons }) => (
        <section key={id} className="class-why" aria-label={name[language]}>
          <div className="bar">
            <Tag {...(color ? { tone: color } : {})}>{name[language]}</Tag>
            <span className="small second">
              {since ? t('classes.since', { when: day(since) }) : t('classes.not in it')}
            </span>
          </div>
          {condition && 'combinator' in condition && reasons.length > 1 ? (
            <p className="small second">
              {t(condition.combinator === 'or' ? 'classes.any of these' : 'classes.all of these')}
            </p>
          ) : null}
          <ul className="class-reasons">
            {reasons.map((reason, at) => (
              <ReasonLine key={at} reason={reason} />
            ))}
          </ul>
        </section>
      ))}
    </Dialog>
  );
}

const unread = { facts: [], related: [] };

function ReasonLine({ reason: { rule, holds } }: { readonly reason: Reason }) {
  const { t } = useWords();
  const { description } = useDescription(customers);
  const speaking = useSpeaking(description ?? unread, [rule]);
  if (rule === null || holds === null) return <li className="muted">{t('classes.hidden reason')}</li>;
  return (
    <li>
      <span role="img" aria-label={t(holds ? 'classes.holds' : 'classes.does not hold')}>
        <Icon name={holds ? 'check' : 'close'} />
      </span>
      <span className={holds ? '' : 'muted'}>{description ? sayCondition(rule, speaking) : '…'}</span>
    </li>
  );
}
