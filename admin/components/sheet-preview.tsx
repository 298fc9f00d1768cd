import React from 'react';
import { useWords } from './words.ts';
import { sayDay, sayNumber, type SheetPreview, type ShownCell } from '../../domain/files/sheet-preview.ts';

/** The beginning of a sheet as a table, with the letters and numbers that people know from there. */
export function SheetTable({ preview: { sheet, sheets, rows, cut } }: { readonly preview: SheetPreview }) {
  const { t } = useWords();
  const width = Math.max(1, ...rows.map(({ cells }) => cells.length));
  return (
    <figure className="file-sheet">
      <figcaption className="small muted">
        {[
          t('files.sheet', { name: sheet }),
          sheets > 1 ? t('files.sheets', { count: sheets }) : '',
          cut ? t('files.sheet cut') : '',
        ]
          .filter(Boolean)
          .join(' · ')}
      </figcaption>
      <div className="file-sheet-room" tabIndex={0} role="region" aria-label={t('files.preview')}>
        <table>
          <thead>
            <tr>
              <td />
              {Array.from({ length: width }, (_, at) => (
                <th key={at} scope="col">
                  {String.fromCharCode(65 + at)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ number, cells }) => (
              <tr key={number}>
                <th scope="row">{number}</th>
                {Array.from({ length: width }, (_, at) => (
                  <Cell key={at} cell={cells[at] ?? null} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}

function Cell({ cell }: { readonly cell: ShownCell }) {
  const { t, language } = useWords();
  if (cell === null) return <td />;
  if (typeof cell === 'string') return <td title={cell}>{cell}</td>;
  if (typeof cell === 'boolean') return <td>{t(cell ? 'table.yes' : 'table.no')}</td>;
  if ('number' in cell) return <td className="n">{sayNumber(cell, language)}</td>;
  return <td className="n">{[sayDay(cell.date, language), cell.time].filter(Boolean).join(' ')}</td>;
}
