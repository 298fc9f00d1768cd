import React, { useState } from 'react';
import { Button } from '../button.tsx';
import { Cancel, Dialog } from '../dialog.tsx';
import { Field, Notice, Problem, Select } from '../field.tsx';
import { useOfficeWords } from '../office-words.ts';
import { Empty, Skeleton } from '../page.tsx';
import { call, useAction, useRead } from '../read.ts';
import { useToast } from '../toast.tsx';
import { useWords } from '../words.ts';
import type { ProcedurePreview } from '../../../db/procedure-preview.ts';
import type { Startable } from '../../../db/procedures.ts';
import { PathDrawing } from './path-drawing.tsx';
import type { PlaceProps } from './procedure-place.ts';

type ChooseProps = PlaceProps & { readonly onClose: () => void };

/** Which procedure, for which customer of the case; what it will do, and what stands in its way. */
export function ChooseProcedure(props: ChooseProps) {
  const ready = useOfficeWords();
  return ready ? <Choice {...props} /> : null;
}

function Choice({ place, onClose, onChange }: ChooseProps) {
  const { t } = useWords();
  const toast = useToast();
  const action = useAction();
  const choice = useChoice(place);
  const { path, rows, shown, companyId } = choice;
  const start = async () => {
    if (!shown) return;
    const body = { scenarioId: shown.id, ...(companyId ? { companyId } : {}) };
    if (!(await action.run(() => call('POST', path, body)))) return;
    toast(t('procedure.started'), { tone: 'green' });
    onClose();
    onChange();
  };
  const blocked = !shown || shown.obstacles.some(({ blocks }) => blocks);
  const refused = action.refused ?? choice.error;
  return (
    <Dialog
      title={t('procedure.start')}
      large
      onClose={onClose}
      onSubmit={() => void start()}
      actions={
        <>
          <Cancel />
          <Button kind="main" type="submit" icon="play" busy={action.busy} disabled={blocked}>
            {t('procedure.start now')}
          </Button>
        </>
      }
    >
      {refused ? <Problem>{refused.message}</Problem> : null}
      {rows?.length === 0 ? (
        <Empty icon="scenarios" title={t('procedure.none')} text={t(`procedure.none of ${place.of}`)} />
      ) : null}
      {rows && rows.length > 0 ? <Fields choice={choice} rows={rows} /> : null}
      {choice.awaited ? <Skeleton rows={5} height={48} /> : null}
      {shown ? <Preview shown={shown} /> : null}
    </Dialog>
  );
}

type Shown = Omit<ProcedurePreview, 'obstacles'> & {
  readonly obstacles: readonly { readonly blocks: boolean; readonly text: string }[];
};

/** What is chosen, and what is read about it. */
function useChoice({ of, id, customers = [] }: PlaceProps['place']) {
  const [chosen, choose] = useState('');
  const [companyId, chooseCustomer] = useState(() => meantIn(customers));
  const path = `/${of}/${id}/procedures`;
  const query = companyId ? `?companyId=${companyId}` : '';
  const list = useRead<{ rows: Startable[] }>(`${path}${query}`);
  const one = list.value?.rows.find((row) => row.id === chosen);
  const preview = useRead<Shown>(one ? `${path}/${one.id}${query}` : undefined);
  const shown = one && !preview.busy && preview.value?.id === one.id ? preview.value : undefined;
  const error = list.error ?? preview.error;
  return {
    ...{ path, rows: list.value?.rows, error, chosen, choose, companyId, chooseCustomer, shown },
    awaited: one !== undefined && !shown && !error,
    // What is about the case itself asks for no customer.
    customers: one?.subjectKind === 'company' && customers.length > 1 ? customers : [],
  };
}

/** Nobody need be named where there is a home customer; without one the first is meant, as the field shows. */
function meantIn(customers: NonNullable<PlaceProps['place']['customers']>): string {
  return customers.some(({ isHome }) => isHome) ? '' : (customers[0]?.id ?? '');
}

type FieldsProps = { readonly choice: ReturnType<typeof useChoice>; readonly rows: readonly Startable[] };

function Fields({ choice, rows }: FieldsProps) {
  const { t, language } = useWords();
  const { chosen, choose, companyId, chooseCustomer, customers } = choice;
  return (
    <div className="form">
      <Field label={t('procedure.which')} required>
        <Select
          value={chosen}
          onChange={choose}
          none={t('procedure.choose')}
          choices={rows.map(({ id, namePl, nameEn, runsAlready }) => {
            const name = language === 'pl' ? namePl : nameEn;
            return { value: id, label: runsAlready ? t('procedure.goes on', { name }) : name };
          })}
        />
      </Field>
      {customers.length > 0 ? (
        <Field label={t('procedure.customer')}>
          <Select
            value={companyId || customers[0]!.id}
            onChange={chooseCustomer}
            choices={customers.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
      ) : null}
    </div>
  );
}

function Preview({ shown }: { readonly shown: Shown }) {
  const { t, language } = useWords();
  const description = language === 'pl' ? shown.descriptionPl : shown.descriptionEn;
  const name = `${language === 'pl' ? shown.namePl : shown.nameEn} v${shown.number}`;
  return (
    <div className="procedure-preview stack">
      {description ? <p className="second">{description}</p> : null}
      {shown.obstacles.length === 0 ? <Notice tone="green">{t('procedure.clear')}</Notice> : null}
      {shown.obstacles.map(({ blocks, text }) => (
        <Notice key={text} tone={blocks ? 'red' : 'orange'}>
          {text}
        </Notice>
      ))}
      <PathDrawing path={shown.path} name={name} isStuck={false} />
    </div>
  );
}
