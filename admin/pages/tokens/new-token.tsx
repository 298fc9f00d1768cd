import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Cancel, Dialog } from '../../components/dialog.tsx';
import { Check, Field, Notice, Problem, TextInput } from '../../components/field.tsx';
import { call, useAction } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { Right } from '../../../domain/access.ts';

type NewTokenProps = { readonly onClose: () => void; readonly onMade: () => void };

/** Names a token and chooses what it may do; shows it once. */
export function NewToken({ onClose, onMade }: NewTokenProps) {
  const { t } = useWords();
  const { rights } = useViewer();
  const { run, busy, refused, problem } = useAction();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly Right[]>([]);
  const [token, setToken] = useState<string>();
  const make = () =>
    run(async () => {
      const made = await call<{ token: string }>('POST', '/tokens', { name, rights: chosen });
      setToken(made.token);
      onMade();
    });
  if (token) {
    return (
      <Dialog
        title={t('tokens.made title')}
        onClose={onClose}
        actions={<Button onClick={onClose}>{t('frame.close')}</Button>}
      >
        <Notice tone="orange">{t('tokens.once')}</Notice>
        <Field label={t('tokens.token')}>
          <TextInput value={token} onChange={() => {}} />
        </Field>
        <Button icon="file" onClick={() => void navigator.clipboard.writeText(token)}>
          {t('tokens.copy')}
        </Button>
      </Dialog>
    );
  }
  return (
    <Dialog
      title={t('tokens.new')}
      onClose={onClose}
      onSubmit={() => void make()}
      actions={
        <>
          <Cancel />
          <Button kind="main" type="submit" busy={busy} disabled={!name.trim() || chosen.length === 0}>
            {t('tokens.create')}
          </Button>
        </>
      }
    >
      {refused && !refused.field ? <Problem>{refused.message}</Problem> : null}
      <Field label={t('tokens.name')} required hint={t('tokens.name hint')} error={problem('name')}>
        <TextInput value={name} onChange={setName} autoFocus />
      </Field>
      <fieldset className="field">
        <legend>{t('tokens.rights')}</legend>
        <div className="rights">
          {rights.map((right) => (
            <Check
              key={right}
              label={t(`right.${right}`)}
              checked={chosen.includes(right)}
              onChange={(on) => setChosen(on ? [...chosen, right] : chosen.filter((one) => one !== right))}
            />
          ))}
        </div>
      </fieldset>
    </Dialog>
  );
}
