import React from 'react';
import { Button } from '../components/button.tsx';
import { Empty, Page } from '../components/page.tsx';
import { useWords } from '../components/words.ts';

/** A table or an entry that is not there, or not for this person: the two look alike. */
export function Missing() {
  const { t } = useWords();
  return (
    <Page title={t('frame.not found')}>
      <Empty whole icon="find" title={t('frame.not found')} text={t('frame.not found text')}>
        <Button kind="main" to="/admin">
          {t('frame.to start')}
        </Button>
      </Empty>
    </Page>
  );
}
