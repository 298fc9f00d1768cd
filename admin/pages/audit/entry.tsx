import React from 'react';
import { Tag } from '../../components/button.tsx';
import { nameOfField } from '../../components/field-name.ts';
import { useOwnTitles } from '../../components/own/titles.ts';
import { useWords, type Words } from '../../components/words.ts';
import type { AuditEntry } from '../../../db/audit-reading.ts';

type EntryProps = { readonly row: AuditEntry; readonly onRecord: () => void };

/** One change: who, when, what, and each field from what to what. */
export function Entry({ row, onRecord }: EntryProps) {
  const words = useWords();
  const { t, moment } = words;
  const titleOfOwn = useOwnTitles(row.noun, Object.keys(row.changes));
  const who = row.actor.name ?? known(words, `audit.actor.${row.actor.kind}`, row.actor.kind);
  return (
    <li>
      <div className="bar">
        <Tag>{known(words, `audit.noun.${row.noun}`, row.noun)}</Tag>
        <button type="button" className="link-like strong" onClick={onRecord} title={t('audit.only this')}>
          {row.recordName ?? row.recordId.slice(0, 40)}
        </button>
        <span>{known(words, `audit.verb.${row.verb}`, row.verb)}</span>
        <span className="grow" />
        <span className="small muted">
          {row.actor.onBehalfOf ? `${who} (${row.actor.onBehalfOf})` : who} · {moment(row.at)}
        </span>
      </div>
      <dl className="facts small">
        {Object.entries(row.changes)
          .filter(([field]) => field !== 'version')
          .map(([field, [before, after]]) => ({ field, before, after, sayValue: sayerOf(row.noun, field, words) }))
          .map(({ field, before, after, sayValue }) => (
            <React.Fragment key={field}>
              <dt>{titleOfOwn(field) ?? nameOfField(words, field)}</dt>
              <dd>
                {before === null || before === undefined ? null : (
                  <>
                    <del>{sayValue(before)}</del> →{' '}
                  </>
                )}
                {after === null || after === undefined ? <i>{t('audit.emptied')}</i> : sayValue(after)}
              </dd>
            </React.Fragment>
          ))}
      </dl>
    </li>
  );
}

function known({ t, knows }: Words, key: string, otherwise: string): string {
  return knows(key) ? t(key) : otherwise;
}

/** States, stages and the like are kept as codes: what a page calls them is said here too. */
function sayerOf(noun: string, field: string, words: Words): (value: unknown) => string {
  const family = field === 'state' && noun === 'task' ? 'company.task' : `${noun}.${field}`;
  const listed = `${noun}s.${field}`;
  return (value) => {
    const key = [`${family}.${String(value)}`, `${listed}.${String(value)}`].find(words.knows);
    return key ? words.t(key) : textOf(value, words);
  };
}

function textOf(value: unknown, { t, moment, number }: Words): string {
  if (typeof value === 'boolean') return t(value ? 'shape.yes' : 'shape.no');
  if (typeof value === 'number') return number(value);
  if (typeof value === 'string') return /^\d{4}-\d\d-\d\d(T[\d:.]+Z)?$/.test(value) ? moment(value) : value;
  if (Array.isArray(value)) return value.map((one) => textOf(one, { t, moment, number } as Words)).join(', ');
  return JSON.stringify(value);
}
