interface Tab {
  readonly href: string;
  readonly label: string;
  readonly current: boolean;
}

/** Views of one list, each with its own address. */
export const Tabs = ({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }) => (
  <nav class="tabs" aria-label={label}>
    {tabs.map((tab) => (
      <a key={tab.href} href={tab.href} aria-current={tab.current ? 'page' : undefined}>
        {tab.label}
      </a>
    ))}
  </nav>
);
