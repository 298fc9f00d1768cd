import React from 'react';
import { Dialog } from '../dialog.tsx';
import { singleKeysOn, switchSingleKeys } from '../keys.ts';
import { Check } from '../field.tsx';
import { useOfficeWords } from '../office-words.ts';
import { shortcuts } from '../shortcuts.ts';
import { useWords } from '../words.ts';

type KeysProps = { readonly onClose: () => void };

/** What the keys do. They can be switched off, since some tools that speak the page aloud use them too. */
export function KeysDialog(props: KeysProps) {
  const ready = useOfficeWords();
  return ready ? <Keys {...props} /> : null;
}

function Keys({ onClose }: KeysProps) {
  const { t } = useWords();
  const [on, setOn] = React.useState(singleKeysOn());
  return (
    <Dialog title={t('table.keys')} onClose={onClose}>
      <Check
        label={t('keys.single on')}
        checked={on}
        onChange={(next) => {
          switchSingleKeys(next);
          setOn(next);
        }}
      />
      {shortcuts.map(({ place, shortcuts: known }) => (
        <section key={place}>
          <h3>{t(place)}</h3>
          <dl className="facts key-list">
            {known.map(({ keys, word }) => (
              <React.Fragment key={word}>
                <dt>
                  {keys.map((together) => (
                    <span key={together}>
                      {together.split(' ').map((key) => (
                        <kbd key={key}>{key}</kbd>
                      ))}
                    </span>
                  ))}
                </dt>
                <dd>{t(word)}</dd>
              </React.Fragment>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
