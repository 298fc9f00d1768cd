import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useAskedInAddress } from '../../components/new-from-address.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import { useLetter } from '../../components/write-letter.tsx';
import { CustomerField } from '../tasks/customer-field.tsx';
import { RecordMessage } from './record-message.tsx';

/** A letter to any customer, and what a customer said first, from the page of all messages. */
export function WriteOrRecord({ onChange }: { readonly onChange: () => void }) {
  const { t } = useWords();
  const { may } = useViewer();
  const [choosing, setChoosing] = useState(false);
  const [recording, setRecording] = useState(false);
  const letter = useLetter(onChange);
  useAskedInAddress('write', () => setChoosing(may('message.send')));
  return (
    <>
      {may('company.edit') ? (
        <Button icon="edit" onClick={() => setRecording(true)}>
          {t('messages.record')}
        </Button>
      ) : null}
      {may('message.send') ? (
        <Button kind="main" icon="mail" onClick={() => setChoosing(true)}>
          {t('company.write')}
        </Button>
      ) : null}
      {choosing ? (
        <Dialog title={t('messages.to whom')} onClose={() => setChoosing(false)}>
          <CustomerField
            chosen={undefined}
            onChoose={(customer) => {
              setChoosing(false);
              if (customer) letter.write({ companyId: customer.id });
            }}
          />
        </Dialog>
      ) : null}
      {recording ? <RecordMessage onClose={() => setRecording(false)} onRecorded={onChange} /> : null}
      {letter.dialog}
    </>
  );
}
