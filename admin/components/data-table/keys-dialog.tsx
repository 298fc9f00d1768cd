import React from 'react';
import { Dialog } from '../dialog.tsx';
import { singleKeysOn, switchSingleKeys } from '../keys.ts';
import { Check } from '../field.tsx';
import { useWords } from '../words.ts';

const keys = [['j', 'k'], ['Enter'], ['x'], ['Shift', 'x'], ['e'], ['/'], ['f'], ['n'], ['Ctrl', 'K'], ['?']] as const;

/** What the keys do. They can be switched off, since some tools that speak the page aloud use them too. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords();
  const [on, setOn] = React.useState(singleKeysOn());
  return (
    <Dialog title={t('keys.title')} onClose={onClose}>
      <dl className="facts key-list">
        {keys.map((combination) => (
          <React.Fragment key={combination.join()}>
            <dt>
              {combination.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(`keys.${combination.join(' ')}`)}</dd>
          </React.Fragment>
        ))}
      </dl>
      <Check
        label={t('keys.single on')}
        checked={on}
        onChange={(next) => {
          switchSingleKeys(next);
          setOn(next);
        }}
      />
    </Dialog>
  );
}
