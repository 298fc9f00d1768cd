import React, { memo } from 'react';
import { Link } from 'react-router-dom';
import type { ListField, ListRow } from '../../../domain/lists/shapes.ts';
import { Button } from '../button.tsx';
import { useWords } from '../words.ts';
import { CellEditor, type DrawEditor } from './cell-editor.tsx';
import { CellValue, isNumeric, textOf, type DrawCell } from './cell.tsx';

/** What every row of a table has in common; it stays the same object from one drawing to the next. */
export type RowKit = {
  readonly titleField: string;
  readonly to: (row: ListRow) => string;
  readonly cells: Readonly<Record<string, DrawCell>>;
  /** Cells that are changed in their own way. */
  readonly editors: Readonly<Record<string, DrawEditor>>;
  readonly look: (row: ListRow) => string;
  readonly canPick: boolean;
  /** Takes the row instead of going to it. */
  readonly onChoose?: (row: ListRow) => void;
  readonly onPick: (id: string, wanted: boolean, range: boolean) => void;
  /** Rows have a menu of their own. */
  readonly hasMenu: boolean;
  readonly onMenu: (id: string) => void;
  readonly onEdit: (id: string, field: string | undefined) => void;
  readonly onSave: (row: ListRow, field: ListField, value: unknown) => void;
};

type RowProps = {
  readonly row: ListRow;
  readonly fields: readonly ListField[];
  readonly kit: RowKit;
  readonly isPicked: boolean;
  /** Field that is being edited in this row. */
  readonly editing: string | undefined;
  /** Why the row has its colour, in words. */
  readonly why: string | undefined;
};

export const Row = memo(function Row({ row, fields, kit, isPicked, editing, why }: RowProps) {
  const name = textOf(row.values[kit.titleField]);
  const classes = ['row', isPicked ? 'sel' : '', row.tone ? `tone-${row.tone}` : '', kit.look(row)];
  const corner = fields.find(({ id, type }) => id !== kit.titleField && (type === 'choice' || type === 'money'))?.id;
  return (
    <tr data-id={row.id} className={classes.filter(Boolean).join(' ')} {...(why ? { title: why } : {})}>
      {kit.canPick ? (
        <td className="pick">
          <Picker row={row} name={name} isPicked={isPicked} kit={kit} />
        </td>
      ) : null}
      {fields.map((field) => (
        <Cell
          key={field.id}
          row={row}
          field={field}
          fields={fields}
          kit={kit}
          isEdited={editing === field.id}
          corner={corner}
        />
      ))}
      <td className="rest" aria-hidden="true" />
    </tr>
  );
});

function Picker({
  row,
  name,
  isPicked,
  kit,
}: {
  readonly row: ListRow;
  readonly name: string;
  readonly isPicked: boolean;
  readonly kit: RowKit;
}) {
  const { t } = useWords();
  return (
    <label className="pick-box">
      <input
        type="checkbox"
        checked={isPicked}
        aria-label={t('table.pick', { name })}
        onChange={() => {}}
        onClick={(event) => kit.onPick(row.id, !isPicked, event.shiftKey)}
      />
    </label>
  );
}

type CellProps = {
  readonly row: ListRow;
  readonly field: ListField;
  readonly fields: readonly ListField[];
  readonly kit: RowKit;
  readonly isEdited: boolean;
  readonly corner: string | undefined;
};

function Cell({ row, field, fields, kit, isEdited, corner }: CellProps) {
  const words = useWords();
  const { language } = words;
  const value = row.values[field.id];
  const isTitle = field.id === kit.titleField;
  const place = isTitle ? 'title' : field.id === corner ? 'corner' : 'line';
  const hasButtons = field.editable || (isTitle && kit.hasMenu);
  const classes = [isNumeric(field) ? 'n' : '', `on-phone-${place}`, hasButtons ? 'can-edit' : ''];
  if (isEdited) {
    return (
      <td className={`${classes.join(' ')} edited`}>
        <CellEditor
          field={field}
          value={value}
          draw={kit.editors[field.id]}
          row={row}
          onSave={(next, began) => kit.onSave(began, field, next)}
          onClose={() => kit.onEdit(row.id, undefined)}
          onTab={(back) => kit.onEdit(row.id, editableBeside(fields, field, back ? -1 : 1))}
        />
      </td>
    );
  }
  const drawn = kit.cells[field.id]?.(row, words);
  const content = drawn ?? <CellValue field={field} value={value} />;
  // On a phone there are no heads: a bare number would say nothing.
  const label = drawn === undefined && field.type === 'number' && !isTitle ? field.title[language] : undefined;
  return (
    <td className={classes.filter(Boolean).join(' ')} data-empty={isEmpty(value) ? '' : undefined} data-label={label}>
      {isTitle ? <Title row={row} kit={kit} content={content} /> : content}
      {hasButtons ? <CellButtons row={row} field={field} kit={kit} isTitle={isTitle} /> : null}
    </td>
  );
}

type TitleProps = Pick<CellProps, 'row' | 'kit'> & { readonly content: React.ReactNode };

function Title({ row, kit, content }: TitleProps) {
  const name = <bdi>{content}</bdi>;
  if (kit.onChoose)
    return (
      <button type="button" className="title row-link" onClick={() => kit.onChoose?.(row)}>
        {name}
      </button>
    );
  return (
    <Link className="title row-link" to={kit.to(row)} draggable={false}>
      {name}
    </Link>
  );
}

type ButtonsProps = Pick<CellProps, 'row' | 'field' | 'kit'> & { readonly isTitle: boolean };

/** They come with the mouse or the focus. */
function CellButtons({ row, field, kit, isTitle }: ButtonsProps) {
  const { t, language } = useWords();
  return (
    <span className="edit">
      {field.editable ? (
        <Button
          kind="quiet"
          icon="edit"
          label={t('table.edit cell', { field: field.title[language] })}
          onClick={() => kit.onEdit(row.id, field.id)}
        />
      ) : null}
      {isTitle && kit.hasMenu ? (
        <Button
          kind="quiet"
          icon="more"
          label={t('table.menu of', { name: textOf(row.values[field.id]) })}
          onClick={() => kit.onMenu(row.id)}
        />
      ) : null}
    </span>
  );
}

/** The next cell that can be changed, within the row. */
function editableBeside(fields: readonly ListField[], from: ListField, step: number): string | undefined {
  const editable = fields.filter((field) => field.editable);
  return editable[editable.indexOf(from) + step]?.id;
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}
