import React from 'react';
import { useNavigate } from 'react-router-dom';
import type { AdderProps } from '../../components/adders.ts';
import { Button } from '../../components/button.tsx';
import { Cancel, Dialog } from '../../components/dialog.tsx';
import { useDraft } from '../../components/drafts.ts';
import { useFormRounds } from '../../components/form-rounds.ts';
import { RecordForm } from '../../components/own/record-form.tsx';
import { call, useAction } from '../../components/read.ts';
import { Refusal } from '../../components/refusal.tsx';
import { MakeButtons, type AfterMaking } from '../../components/save-buttons.tsx';
import { useToast } from '../../components/toast.tsx';
import { useWords } from '../../components/words.ts';
import { KindChips, ShortFields } from '../company/form-fields.tsx';
import { Likely } from '../company/likely.tsx';
import type { OwnValues } from '../../../domain/own/shapes.ts';
import { askedOfNew, blank, newCompanyOf, type CompanyValues } from '../company/values.ts';

type NewCompanyProps = Pick<AdderProps, 'name' | 'onClose'> &
  Partial<Pick<AdderProps, 'onMade'>> & {
    /** Who calls from it is to be added: it need not be typed. */
    readonly phone?: string;
  };

/** Little is asked (with `onMade` by the `+` of another form, which goes on afterwards); who may be the same is shown while one types; what was typed is kept until it is saved. */
export function NewCompany({ name, phone, onClose, onMade }: NewCompanyProps) {
  const { t } = useWords();
  const navigate = useNavigate();
  const toast = useToast();
  const { round, place, again } = useFormRounds();
  // What was begun before somebody called waits for its own customer.
  const draft = useDraft(onMade || phone ? undefined : 'new company', {
    ...empty,
    name: name ?? '',
    phone: phone ?? '',
  });
  const { run, busy, refused, problem } = useAction();
  const { typed, change } = draft;
  const save = (after: AfterMaking) =>
    run(async () => {
      const { id } = await call<{ id: string }>('POST', '/companies', { ...newCompanyOf(typed), own: typed.own });
      const next = { ...empty, kind: typed.kind, ownerId: typed.ownerId };
      draft.forget(after === 'next' ? next : empty);
      toast(t('customer.made', { name: typed.name.trim() }), { tone: 'green' });
      if (onMade) return onMade({ id, name: typed.name.trim() });
      if (after === 'open') return void navigate(`/admin/companies/${id}?edit=1`);
      if (after === 'task') return void navigate(`/admin/companies/${id}?task=1`);
      if (after === 'close') return onClose();
      again();
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
          <MakeButtons
            busy={busy}
            next={t('customer.save and next')}
            open={t('customer.save and edit')}
            onSave={(after) => void save(after)}
          />
        )
      }
    >
      <div className="company-form" key={round} ref={place}>
        <Refusal refused={refused} />
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
          <Likely values={askedOfNew(typed)} />
        </div>
      </div>
    </Dialog>
  );
}

const empty: CompanyValues & { readonly own: OwnValues } = { ...blank, own: {} };
