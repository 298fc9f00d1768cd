import React from 'react';
import { Link } from 'react-router-dom';
import { Card } from '../../components/page.tsx';
import { useWords } from '../../components/words.ts';

/** One of the two: what it is called, where its page is, and what its fields say. */
export type Side<Field extends string> = {
  readonly id: string;
  readonly name: string;
  readonly to: string;
  readonly texts: Readonly<Record<Field, string>>;
};

/** A field, how it is called, and what both say; nothing is said in no words. */
export type Compared = {
  readonly field: string;
  readonly name: string;
  readonly kept: string;
  readonly merged: string;
};

type FieldChoicesProps = {
  readonly rows: readonly Compared[];
  readonly kept: Pick<Side<string>, 'id' | 'name' | 'to'>;
  readonly merged: Pick<Side<string>, 'id' | 'name' | 'to'>;
  readonly fromMerged: readonly string[];
  readonly onChange: (fields: readonly string[]) => void;
};

/** Both side by side. What is empty on one side is filled from the other by itself; where both say something, one chooses. */
export function FieldChoices({ rows, kept, merged, fromMerged, onChange }: FieldChoicesProps) {
  const { t } = useWords();
  const differing = rows.filter((row) => row.kept !== row.merged);
  // The value of the one that goes: chosen, or nothing stands on the other side.
  const takes = (row: Compared) => fromMerged.includes(row.field) || row.kept === '';
  return (
    <Card title={t('merge.fields')} flush>
      <table className="merge-fields">
        <thead>
          <tr>
            <th scope="col">{t('merge.field')}</th>
            {[kept, merged].map((side, place) => (
              <th key={side.id} scope="col">
                <Link className="link" to={side.to}>
                  {side.name}
                </Link>
                <div className="small muted">{t(place === 0 ? 'merge.stays' : 'merge.goes')}</div>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {differing.map((row) => (
            <tr key={row.field}>
              <th scope="row">{row.name}</th>
              {[row.kept, row.merged].map((text, place) => (
                <td key={place}>
                  <label className="tick">
                    <input
                      type="radio"
                      name={row.field}
                      checked={takes(row) === (place === 1)}
                      onChange={() =>
                        onChange(
                          place === 1 ? [...fromMerged, row.field] : fromMerged.filter((other) => other !== row.field),
                        )
                      }
                      disabled={row.kept === ''}
                    />
                    <span className="company-text">{text || '–'}</span>
                  </label>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {differing.length === 0 ? <p className="second merge-same">{t('merge.no differences')}</p> : null}
    </Card>
  );
}
