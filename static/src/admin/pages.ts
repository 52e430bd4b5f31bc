// The pages of the admin's area: one line each. The navigation, the right to see a page and its code hang on it.
// A page is a component that draws its own `<main id="admin-main" tabindex="-1">`, best by `parts/Page.svelte`.
import type { Component } from 'svelte';
import type { IconName } from '../components/icons';
import { session } from '../state/session.svelte';

export type PageId = 'home' | 'outlets' | 'imports' | 'repair' | 'reports' | 'fields' | 'users' | 'keys' | 'audit';

export interface AdminPage {
  id: PageId;
  path: string;
  icon: IconName;
  /** The permission, as `GET /api/v1/me` names them. */
  needs: string;
  group: 'data' | 'people';
  load: () => Promise<{ default: Component }>;
}

export const PAGES: AdminPage[] = [
  { id: 'home', path: '/admin', icon: 'gauge', needs: 'outlets.write', group: 'data', load: () => import('./home/Home.svelte') },
  { id: 'outlets', path: '/admin/outlets', icon: 'store', needs: 'outlets.write', group: 'data', load: () => import('./outlets/Outlets.svelte') },
  { id: 'imports', path: '/admin/imports', icon: 'upload', needs: 'imports.manage', group: 'data', load: () => import('../imports/Imports.svelte') },
  { id: 'repair', path: '/admin/repair', icon: 'wrench', needs: 'outlets.write', group: 'data', load: () => import('../repair/Repair.svelte') },
  { id: 'reports', path: '/admin/reports', icon: 'messageWarning', needs: 'outlets.write', group: 'data', load: () => import('../reports/Reports.svelte') },
  { id: 'fields', path: '/admin/fields', icon: 'sliders', needs: 'users.manage', group: 'data', load: () => import('./fields/Fields.svelte') },
  { id: 'users', path: '/admin/users', icon: 'users', needs: 'users.manage', group: 'people', load: () => import('./users/Users.svelte') },
  { id: 'keys', path: '/admin/keys', icon: 'keyRound', needs: 'api_keys.manage', group: 'people', load: () => import('./keys/Keys.svelte') },
  { id: 'audit', path: '/admin/audit', icon: 'history', needs: 'audit.read', group: 'people', load: () => import('./audit/Audit.svelte') },
];

/** The page at an address. A path below a page's own belongs to that page: `/admin/outlets/WAW-01`. */
export function pageAt(path: string): AdminPage | undefined {
  const clean = path.replace(/\/+$/, '');
  return PAGES.find((page) => page.path === clean) ?? PAGES.find((page) => page.path !== '/admin' && clean.startsWith(`${page.path}/`));
}

/** The pages that whoever is signed in may see. */
export function ownPages(): AdminPage[] {
  return PAGES.filter((page) => session.may(page.needs));
}
