import React, { lazy } from 'react';
import { useLocation } from 'react-router-dom';
import { Button } from '../components/button.tsx';
import { learnOffice } from '../components/office-words.ts';
import { Empty, Page } from '../components/page.tsx';
import { useWords } from '../components/words.ts';
import { isOffice } from '../pages/list.ts';

const loaded = new Map<string, React.ComponentType>();

/** The chunk of a page, loaded at its first opening. */
export function LazyPage({ page }: { readonly page: string }) {
  const Chunk = chunkOf(page);
  const { pathname } = useLocation();
  // Begun anew for each record: what was typed, opened or refused on one says nothing of the next.
  return (
    <Guard key={pathname}>
      <Chunk />
    </Guard>
  );
}

function chunkOf(page: string): React.ComponentType {
  let chunk = loaded.get(page);
  if (!chunk) {
    const url = window.NURT.chunks[page];
    chunk = url ? lazy(() => load(page, url)) : NotFound;
    loaded.set(page, chunk);
  }
  return chunk;
}

async function load(page: string, url: string): Promise<{ default: React.ComponentType }> {
  const [chunk] = await Promise.all([
    import(url) as Promise<{ default: React.ComponentType }>,
    isOffice(page) ? learnOffice() : undefined,
  ]);
  return chunk;
}

/** A page that breaks leaves the menu standing. */
class Guard extends React.Component<{ children: React.ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <Failed /> : this.props.children;
  }
}

function Failed() {
  const { t } = useWords();
  return (
    <Page title={t('frame.page failed')}>
      <Empty whole icon="warning" title={t('frame.page failed')} text={t('frame.page failed text')}>
        <Button kind="main" onClick={() => window.location.reload()}>
          {t('frame.try again')}
        </Button>
      </Empty>
    </Page>
  );
}

export function NotFound() {
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
