import React from 'react';
import { useNavigate } from 'react-router-dom';
import type { AdderProps } from '../../components/adders.ts';
import { Button } from '../../components/button.tsx';
import { Cancel, Dialog } from '../../components/dialog.tsx';
import { useDraft } from '../../components/drafts.ts';
import { Problem } from '../../components/field.tsx';
import { RecordForm } from '../../components/own/record-form.tsx';
import { call, useAction } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import { KindChips, ShortFields } from '../company/form-fields.tsx';
import { Likely } from '../company/likely.tsx';
import type { OwnValues } from '../../../domain/own/shapes.ts';
import { blank, newCompanyOf, type CompanyValues } from '../company/values.ts';

type NewCompanyProps = Pick<AdderProps, 'name' | 'onClose'> & Partial<Pick<AdderProps, 'onMade'>>;
type After = 'open' | 'close' | 'next' | 'task';

/** Little is asked (with `onMade` by the `+` of another form, which goes on afterwards); who may be the same is shown while one types; what was typed is kept until it is saved. */
export function NewCompany({ name, onClose, onMade }: NewCompanyProps) {
  const { t } = useWords();
  const { may } = useViewer();
  const navigate = useNavigate();
  const toast = useToast();
  const draft = useDraft(onMade ? undefined : 'new company', { ...empty, name: name ?? '' });
  const { run, busy, refused, problem } = useAction();
  const { typed, change } = draft;
  const save = (after: After) =>
    run(async () => {
      const { id } = await call<{ id: string }>('POST', '/companies', { ...newCompanyOf(typed), own: typed.own });
      const next = { ...empty, kind: typed.kind, ownerId: typed.ownerId };
      draft.forget(after === 'next' ? next : empty);
      toast(t('customer.made', { name: typed.name.trim() }), { tone: 'green' });
      if (onMade) return onMade({ id, name: typed.name.trim() });
      if (after === 'open') return void navigate(`/admin/companies/${id}?edit=1`);
      if (after === 'task') return void navigate(`/admin/companies/${id}?task=1`);
      if (after === 'close') onClose();
    });
  return (
    <Dialog
      drawer={!onMade}
      title={t('companies.new')}
      draft={draft}
      onClose={onClose}
      onSubmit={() => void save('open')}
      actions={
        onMade ? (
          <>
            <Cancel />
            <Button kind="main" type="submit" busy={busy}>
              {t('companies.create')}
            </Button>
          </>
        ) : (
          <>
            {may('task.edit') ? (
              <Button kind="quiet" disabled={busy} onClick={() => void save('task')}>
                {t('customer.save and task')}
              </Button>
            ) : null}
            <Button kind="quiet" disabled={busy} onClick={() => void save('next')}>
              {t('customer.save and next')}
            </Button>
            <Button disabled={busy} onClick={() => void save('close')}>
              {t('customer.save and close')}
            </Button>
            <Button kind="main" type="submit" busy={busy}>
              {t('customer.save and edit')}
            </Button>
          </>
        )
      }
    >
      <div className="company-form">
        <Problem>{refused && !isBeside(refused.field) ? refused.message : undefined}</Problem>
        <KindChips values={typed} change={change} />
        <ShortFields values={typed} change={change} problem={problem} />
        <RecordForm
          record="company"
          fields={[]}
          which="required"
          own={typed.own}
          onOwn={(own) => change({ own })}
          problem={problem}
        />
        <div className={onMade ? 'likely-place' : ''}>
          <Likely values={typed} />
        </div>
      </div>
    </Dialog>
  );
}

const empty: CompanyValues & { readonly own: OwnValues } = { ...blank, own: {} };

function isBeside(field = ''): boolean {
  return beside.has(field) || field.startsWith('own.');
}

/** Fields under which the short form says what was refused. */
const beside = new Set(['name', 'nip', 'phone', 'email', 'street', 'postcode', 'city', 'class', 'ownerId', 'parentId']);
