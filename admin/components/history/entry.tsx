import React from 'react';
import { Link } from 'react-router-dom';
import type { AuditEntry } from '../../../db/audit-telling.ts';
import { Tag } from '../button.tsx';
import { nameOfField } from '../field-name.ts';
import { useOwnTitles } from '../own/titles.ts';
import { useWords, type Words } from '../words.ts';
import { pageOf } from './places.ts';
import { sayValue } from './value.ts';

type EntryProps = {
  readonly row: AuditEntry;
  /** The record is named unless it is the one whose page this is. */
  readonly names: boolean;
  /** Beside the name of the record. */
  readonly children?: React.ReactNode;
};

/** One change: who, when, what, and each field from what to what. */
export function Entry({ row, names, children }: EntryProps) {
  const words = useWords();
  const { t, moment } = words;
  const titleOfOwn = useOwnTitles(row.noun, Object.keys(row.changes));
  const who = whoDid(row.actor, words);
  return (
    <li>
      <div className="bar">
        {names ? <RecordName row={row} words={words} /> : null}
        {children}
        <span className={names ? undefined : 'strong'}>{known(words, `audit.verb.${row.verb}`, row.verb)}</span>
        <span className="grow" />
        <span className="small muted">
          {row.actor.onBehalfOf ? t('audit.on behalf', { who, whom: row.actor.onBehalfOf }) : who} · {moment(row.at)}
        </span>
      </div>
      <dl className="facts small">
        {Object.entries(row.changes).map(([field, [before, after]]) => (
          <React.Fragment key={field}>
            <dt>{titleOfOwn(field) ?? nameOfField(words, field, row.noun)}</dt>
            <dd>
              {isEmpty(before) ? null : (
                <>
                  <del>{sayValue(words, { row, field }, before)}</del> →{' '}
                </>
              )}
              {isEmpty(after) ? <i>{t('audit.emptied')}</i> : sayValue(words, { row, field }, after)}
            </dd>
          </React.Fragment>
        ))}
      </dl>
    </li>
  );
}

function RecordName({ row, words }: { readonly row: AuditEntry; readonly words: Words }) {
  const to = pageOf(row);
  const name = row.recordName ?? known(words, `own.record.${row.recordId}`, row.recordId.slice(0, 40));
  return (
    <>
      <Tag>{known(words, `audit.noun.${row.noun}`, row.noun)}</Tag>
      {to ? (
        <Link className="link strong" to={to}>
          {name}
        </Link>
      ) : (
        <b className="strong">{name}</b>
      )}
    </>
  );
}

/** A part of Nurt is not called by its code. */
function whoDid({ kind, name }: AuditEntry['actor'], words: Words): string {
  return (kind === 'system' ? null : name) ?? known(words, `audit.actor.${kind}`, kind);
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

function known({ t, knows }: Words, key: string, otherwise: string): string {
  return knows(key) ? t(key) : otherwise;
}
