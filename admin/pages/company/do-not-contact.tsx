import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Cancel, Dialog } from '../../components/dialog.tsx';
import { Field, TextInput } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { call, useAction } from '../../components/read.ts';
import { Refusal } from '../../components/refusal.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { ShownPoint, Suppression } from '../../../db/suppressions.ts';
import { namePurpose } from '../../../domain/governor/rule-book.ts';
import { formatPhone } from '../../../domain/ids/phone.ts';
import { PurposeSelect, type Speakers } from './new-consent.tsx';

type ListProps = { readonly speakers: Speakers; readonly onChange: () => void };

/** Every number and mail address of a customer, or of one person: which must not be contacted, since when and why. */
export function DoNotContact({ speakers: { firm = [], people }, onChange }: ListProps) {
  const { t } = useWords();
  const owned = [
    ...firm.map((point) => ({ point, owner: '' })),
    ...people.flatMap(({ firstName, lastName, contactPoints }) =>
      contactPoints.map((point) => ({ point, owner: [firstName, lastName].filter(Boolean).join(' ') })),
    ),
  ].filter(({ point: { kind } }) => kind === 'email' || kind === 'phone');
  if (owned.length === 0) return null;
  return (
    <Card title={t('suppression.list')} className="company-contacts">
      <p className="second small list-text">{t('suppression.list text')}</p>
      <ul className="contacts">
        {owned.map(({ point, owner }) => (
          <li key={point.id} className="bar">
            <span>{shownOf(point)}</span>
            {firm.length > 0 && owner ? <span className="small muted">{owner}</span> : null}
            {point.suppressions.some(({ purpose }) => purpose === null) ? null : (
              <PutOnList point={point} onChange={onChange} />
            )}
            <OnList point={point} onChange={onChange} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

type PointProps = { readonly point: ShownPoint; readonly onChange: () => void };

/** For what is not on the list, or only for some purposes. */
function PutOnList({ point, onChange }: PointProps) {
  const { t } = useWords();
  return (
    <>
      {point.suppressions.length > 0 ? null : <span className="small muted">{t('suppression.not listed')}</span>}
      <span className="grow" />
      <Asking verb="suppress" point={point} onChange={onChange} />
    </>
  );
}

/** What the list says of an address, with the way off it; nothing where the address is not on it. */
export function OnList({ point, onChange }: PointProps) {
  const say = useSaid();
  if (point.suppressions.length === 0) return null;
  return (
    <span className="on-list bar">
      <span className="small">
        {point.suppressions.map((one) => (
          <span key={one.purpose ?? ''} className="line">
            {say(one)}
          </span>
        ))}
      </span>
      <span className="grow" />
      <Asking verb="lift-suppression" point={point} onChange={onChange} />
    </span>
  );
}

function useSaid(): (one: Suppression) => string {
  const { t, date, language } = useWords();
  return ({ purpose, reason, since }) => {
    const why = reason === 'unsubscribed' ? t('suppression.reason.unsubscribed') : reason;
    if (purpose === null) return t('suppression.since', { date: date(since), reason: why });
    const named = namePurpose(purpose)[language];
    return t('suppression.since of purpose', { date: date(since), purpose: named, reason: why });
  };
}

type AskingProps = PointProps & { readonly verb: 'suppress' | 'lift-suppression' };

/** The button onto the list or off it, for who may edit customers. */
function Asking({ verb, point, onChange }: AskingProps) {
  const { t } = useWords();
  const mayEdit = useViewer().may('company.edit');
  const [asking, setAsking] = useState(false);
  if (!mayEdit) return null;
  const [label, shown] =
    verb === 'suppress'
      ? (['suppression.add to', 'suppression.add'] as const)
      : (['suppression.lift from', 'suppression.lift'] as const);
  return (
    <>
      <Button kind="quiet" size="small" label={t(label, { value: shownOf(point) })} onClick={() => setAsking(true)}>
        {t(shown)}
      </Button>
      {asking ? <Ask verb={verb} point={point} onChange={onChange} onClose={() => setAsking(false)} /> : null}
    </>
  );
}

type AskProps = AskingProps & { readonly onClose: () => void };

/** The reason is asked for either way; what is put on the list may be so for one purpose alone. */
function Ask({ verb, point, onChange, onClose }: AskProps) {
  const { t } = useWords();
  const [reason, setReason] = useState('');
  const [purpose, setPurpose] = useState('');
  // What is listed while the dialog stands there is read behind it, and seen by nobody.
  const [seen] = useState(() => point.suppressions.map(({ since }) => since));
  const { run, busy, refused, problem } = useAction();
  const what = verb === 'suppress' ? 'add' : 'lift';
  const save = () =>
    run(async () => {
      const { version } = point;
      const sent = { version, reason, ...(verb === 'suppress' ? { purpose: purpose || null } : { seen }) };
      await call('POST', `/contact-points/${point.id}/${verb}`, sent);
      onClose();
      onChange();
    });
  return (
    <Dialog
      title={t(`suppression.${what} title`)}
      onClose={onClose}
      onSubmit={() => void save()}
      actions={
        <>
          <Cancel />
          <Button kind="main" type="submit" busy={busy}>
            {t(`suppression.${what}`)}
          </Button>
        </>
      }
    >
      <div className="company-form">
        <p>
          <strong>{shownOf(point)}</strong>
        </p>
        <p className="second">{t(verb === 'suppress' ? 'suppression.list text' : 'suppression.lift text')}</p>
        {verb === 'suppress' ? (
          <Field label={t('company.purpose')}>
            <PurposeSelect value={purpose} onChange={setPurpose} none={t('suppression.every purpose')} />
          </Field>
        ) : null}
        <Field label={t('suppression.reason')} required error={problem('reason')} hint={t('suppression.reason hint')}>
          <TextInput value={reason} onChange={setReason} lines={2} />
        </Field>
        <Refusal refused={refused} />
      </div>
    </Dialog>
  );
}

function shownOf({ kind, normalised, value }: ShownPoint): string {
  return kind === 'phone' ? formatPhone(normalised) : value;
}
