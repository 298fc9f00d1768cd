import React from 'react';
import { Button } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { Empty, Skeleton } from '../../components/page.tsx';
import { usePages } from '../../components/use-pages.ts';
import { useWords, type Words } from '../../components/words.ts';
import type { ChangeEntry } from '../../../db/company-changes.ts';
import { useOwnTitles } from '../../components/own/titles.ts';
import { nameOfField } from './field-names.ts';
import type { PartProps } from './shapes.ts';

/** Who changed what, from what to what. What the reader may not see is named without its values (rule 27). */
export function Changes({ card }: Pick<PartProps, 'card'>) {
  const words = useWords();
  const { t } = words;
  const { rows, more, busy, error } = usePages<ChangeEntry>(`/companies/${card.id}/changes`);
  if (error) return <Problem>{error.message}</Problem>;
  if (!rows) return <Skeleton rows={8} height={36} />;
  if (rows.length === 0)
    return <Empty icon="undo" title={t('customer.no changes')} text={t('customer.no changes text')} />;
  return (
    <>
      <ol className="changes">
        {rows.map((row) => (
          <Change key={row.id} row={row} words={words} />
        ))}
      </ol>
      {more ? (
        <Button onClick={more} busy={busy}>
          {t('frame.more')}
        </Button>
      ) : null}
    </>
  );
}

function Change({ row, words }: { readonly row: ChangeEntry; readonly words: Words }) {
  const { t, moment, knows } = words;
  const { actor, noun, verb, recordName, changes } = row;
  const titleOfOwn = useOwnTitles('company', Object.keys(changes));
  const who = actor.name ?? t(`customer.actor.${actor.kind}`);
  const what = knows(`customer.verb.${verb}`) ? t(`customer.verb.${verb}`) : verb;
  return (
    <li>
      <div className="bar">
        <b className="strong">{what}</b>
        {noun === 'person' ? <span>{recordName}</span> : null}
        <span className="grow" />
        <span className="small muted">
          {actor.onBehalfOf ? t('customer.on behalf', { who, whom: actor.onBehalfOf }) : who} · {moment(row.at)}
        </span>
      </div>
      <dl className="facts small">
        {Object.entries(changes).map(([field, [before, after]]) => (
          <React.Fragment key={field}>
            <dt>{titleOfOwn(field) ?? nameOfField(field, words)}</dt>
            <dd>
              {before === null || before === undefined ? null : (
                <>
                  <del>{textOf(before, words, field)}</del> →{' '}
                </>
              )}
              {after === null || after === undefined ? <i>{t('customer.emptied')}</i> : textOf(after, words, field)}
            </dd>
          </React.Fragment>
        ))}
      </dl>
    </li>
  );
}

function textOf(value: unknown, { t, money }: Words, field: string): string {
  if (field === 'turnoverMinor' && typeof value === 'number') return money(value);
  if (typeof value === 'boolean') return t(value ? 'customer.yes' : 'customer.no');
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  return JSON.stringify(value);
}
