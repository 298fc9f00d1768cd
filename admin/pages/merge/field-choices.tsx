import React from 'react';
import { Link } from 'react-router-dom';
import { Card } from '../../components/page.tsx';
import { useWords } from '../../components/words.ts';
import { nameOfField } from '../../components/field-name.ts';

/** One of the two: what it is called, where its page is, and what its fields say. */
export type Side<Field extends string> = {
  readonly id: string;
  readonly name: string;
  readonly to: string;
  readonly texts: Readonly<Record<Field, string>>;
};

type FieldChoicesProps<Field extends string> = {
  readonly fields: readonly Field[];
  readonly kept: Side<Field>;
  readonly merged: Side<Field>;
  readonly fromMerged: readonly Field[];
  readonly onChange: (fields: readonly Field[]) => void;
};

/** Both side by side. What is empty on one side is filled from the other by itself; where both say something, one chooses. */
export function FieldChoices<Field extends string>({
  fields,
  kept,
  merged,
  fromMerged,
  onChange,
}: FieldChoicesProps<Field>) {
  const words = useWords();
  const { t } = words;
  const differing = fields.filter((field) => kept.texts[field] !== merged.texts[field]);
  // The value of the one that goes: chosen, or nothing stands on the other side.
  const takes = (field: Field) => fromMerged.includes(field) || kept.texts[field] === '';
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
          {differing.map((field) => (
            <tr key={field}>
              <th scope="row">{nameOfField(words, field)}</th>
              {[kept, merged].map((side, place) => (
                <td key={side.id}>
                  <label className="tick">
                    <input
                      type="radio"
                      name={field}
                      checked={takes(field) === (place === 1)}
                      onChange={() =>
                        onChange(place === 1 ? [...fromMerged, field] : fromMerged.filter((other) => other !== field))
                      }
                      disabled={kept.texts[field] === ''}
                    />
                    <span className="company-text">{side.texts[field] || '–'}</span>
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
