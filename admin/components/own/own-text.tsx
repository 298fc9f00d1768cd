import React, { Suspense, useState } from 'react';
import { Link } from 'react-router-dom';
import type { OwnTarget, UsableField } from '../../../domain/own/shapes.ts';
import { useAdders } from '../adders.ts';
import { Tag, type Tone } from '../button.tsx';
import { useWords } from '../words.ts';
import { useNames } from './names.ts';

type OwnTextProps = { readonly field: UsableField; readonly value: unknown };

const addresses: Readonly<Record<OwnTarget, string | undefined>> = {
  company: '/admin/companies/',
  person: '/admin/people/',
  case: '/admin/cases/',
  opportunity: '/admin/opportunities/',
  task: '/admin/tasks/',
  user: undefined,
};

/** The value of an own field, to be read. */
export function OwnText({ field, value }: OwnTextProps) {
  const { t, date, money, number, language } = useWords();
  if (value === null || value === undefined) return <span className="muted">—</span>;
  const kind = field.kind === 'formula' ? (field.options.formulaType ?? 'text') : field.kind;
  if (typeof value === 'boolean') return <>{t(value ? 'shape.yes' : 'shape.no')}</>;
  if (typeof value === 'number')
    return <>{kind === 'money' ? money(value, field.options.currency ?? 'PLN') : number(value)}</>;
  if (kind === 'date') return <>{date(String(value))}</>;
  if (kind === 'file') return <FileText id={String(value)} />;
  if (kind === 'reference') return <Referred field={field} id={String(value)} />;
  if (kind === 'choice' || kind === 'many') {
    const codes = Array.isArray(value) ? (value as string[]) : [String(value)];
    return (
      <span className="bar">
        {codes.map((code) => {
          const choice = field.choices?.find((one) => one.value === code);
          return (
            <Tag key={code} {...(choice?.color ? { tone: choice.color as Tone } : {})}>
              {choice?.label[language] ?? code}
            </Tag>
          );
        })}
      </span>
    );
  }
  return <span className="own-lines">{String(value)}</span>;
}

/** Opens with its preview and its versions. */
function FileText({ id }: { readonly id: string }) {
  const { t } = useWords();
  const [opened, setOpened] = useState(false);
  const FileDialog = useAdders()?.fileDialog;
  const name = useNames('file', [id])?.get(id);
  if (name === undefined) return <span className="muted">{t('shape.hidden file')}</span>;
  return (
    <>
      <button type="button" className="link-button" onClick={() => setOpened(true)}>
        {name}
      </button>
      {opened && FileDialog ? (
        <Suspense fallback={null}>
          <FileDialog id={id} onClose={() => setOpened(false)} onChange={() => undefined} />
        </Suspense>
      ) : null}
    </>
  );
}

/** Who may not see the record reads that there is one, and no more. */
function Referred({ field, id }: { readonly field: UsableField; readonly id: string }) {
  const { t } = useWords();
  const target = field.options.target ?? 'company';
  const name = useNames(target, [id])?.get(id);
  if (name === undefined) return <span className="muted">{t('shape.hidden record')}</span>;
  const address = addresses[target];
  return address ? (
    <Link className="link" to={`${address}${id}`}>
      {name}
    </Link>
  ) : (
    <>{name}</>
  );
}
