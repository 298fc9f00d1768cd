import React from 'react';
import { Link } from 'react-router-dom';
import { OwnText } from '../../components/own/own-text.tsx';
import { Card, Empty, Skeleton } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import { codeOfColumn, isOwnColumn, recordOfColumn } from '../../../domain/import/own-columns.ts';
import type { ColumnChoice } from '../../../domain/import/fields.ts';
import type { FormShape } from '../../../db/form-layouts.ts';
import type { ImportRow } from '../../../db/import-rows.ts';
import type { ImportCounts } from '../../../db/imports.ts';
import { useColumnChoices } from './columns.tsx';
import { currenciesOf, type Shown } from './shapes.ts';

export type RowState = Exclude<keyof ImportCounts, 'rows'>;

type TilesProps = {
  readonly counts: ImportCounts;
  readonly states: readonly RowState[];
  readonly chosen: RowState;
  readonly onChoose: (state: RowState) => void;
};

/** The numbers; each opens its rows. */
export function Tiles({ counts, states, chosen, onChoose }: TilesProps) {
  const { t, number } = useWords();
  return (
    <div className="import-tiles">
      {states.map((state) => (
        <button
          key={state}
          type="button"
          className={`import-tile ${state}`}
          aria-pressed={state === chosen}
          onClick={() => onChoose(state)}
        >
          <span className="small second">{t(`import.count.${state}`)}</span>
          <b>{number(counts[state] ?? 0)}</b>
        </button>
      ))}
    </div>
  );
}

/** The first rows of one kind: what is in them, what would change, why they are refused. */
export function Rows({ work, state }: { readonly work: Shown; readonly state: RowState }) {
  const { t } = useWords();
  const known = useColumnChoices();
  const { value } = useRead<{ rows: ImportRow[] }>(`/imports/${work.id}/rows?state=${state}&limit=20`);
  if (!value) return <Skeleton rows={6} />;
  if (value.rows.length === 0) return <Empty icon="rows" title={t('import.no such rows')} />;
  return (
    <Card title={t(`import.examples.${state}`)} flush>
      <table className="list import-rows">
        <thead>
          <tr>
            <th scope="col" className="n">
              {t('import.row')}
            </th>
            <th scope="col">{t('import.what')}</th>
            <th scope="col">{t('import.why')}</th>
          </tr>
        </thead>
        <tbody>
          {value.rows.map((row) => (
            <tr key={row.rowNumber}>
              <td className="n second">{row.rowNumber}</td>
              <td>{whatOf(row)}</td>
              <td className="second small">
                <Why row={row} known={known} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function whatOf({ cells, companyId, companyName }: ImportRow): React.ReactNode {
  if (Array.isArray(cells['raw']))
    return <span className="second">{(cells['raw'] as string[]).filter(Boolean).join(' · ')}</span>;
  const name = String(companyName ?? cells['name'] ?? '');
  const beside = [cells['nip'], cells['city'], ...((cells['emails'] as string[] | undefined) ?? [])]
    .filter(Boolean)
    .join(' · ');
  return (
    <>
      {companyId && companyName ? (
        <Link className="link strong" to={`/admin/companies/${companyId}`}>
          {name}
        </Link>
      ) : (
        <span className="strong">{name}</span>
      )}{' '}
      <span className="second small">{beside}</span>
    </>
  );
}

type WhyProps = { readonly row: ImportRow; readonly known: readonly ColumnChoice[] };

/** What was odd, and what the file would change. */
function Why({ row, known }: WhyProps) {
  const { t, language } = useWords();
  const [was, becomes] = currenciesOf(row);
  const nameOf = (field: string) =>
    known.find(({ id }) => id === nameKeys[field] || id === field)?.name[language] ?? t(`import.field.${field}`);
  return (
    <>
      {[...(row.reasons ?? []), ...(row.warnings ?? [])].map((remark) => (
        <div key={remark[language]}>{remark[language]}</div>
      ))}
      {Object.entries(row.changes ?? {}).map(([field, [before, after]]) => (
        <div key={field}>
          {nameOf(field)}:{' '}
          {before === null || before === '' ? (
            '+ '
          ) : (
            <>
              <ChangedValue field={field} value={before} currency={was} /> →{' '}
            </>
          )}
          <ChangedValue field={field} value={after} currency={becomes} />
        </div>
      ))}
    </>
  );
}

type ChangedValueProps = { readonly field: string; readonly value: unknown; readonly currency: string };

/** Money with its currency, own fields as everywhere; what is hidden as it comes. */
function ChangedValue({ field, value, currency }: ChangedValueProps) {
  const { money } = useWords();
  const record = isOwnColumn(field) ? recordOfColumn(field) : undefined;
  const { value: shape } = useRead<FormShape>(record && `/forms/${record}`);
  const own = shape?.fields.find(({ code }) => isOwnColumn(field) && code === codeOfColumn(field));
  if (own) return <OwnText field={own} value={value} />;
  return <>{field === 'turnoverMinor' && typeof value === 'number' ? money(value, currency) : String(value)}</>;
}

/** Fields of a change that are named as a column of the file. */
const nameKeys: Readonly<Record<string, string>> = {
  emails: 'email',
  phones: 'phone',
  consents: 'consent',
  turnoverMinor: 'turnover',
};
