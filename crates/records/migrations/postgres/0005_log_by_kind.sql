-- When papers were last written is asked with every page.
CREATE INDEX log_by_kind ON log (kind, seq);
