"""A source as a text, and what it gives in short words."""

from collections.abc import Callable

from archwright.language.writing import field_line, relation_line
from archwright.model.blueprint import Entity
from archwright.model.intake import Intake

Take = Callable[[str, str], Intake]

SHOP = """\
CREATE TYPE mood AS ENUM ('happy', 'so so');
CREATE TABLE app_users (
  user_id BIGSERIAL PRIMARY KEY,
  email VARCHAR(255) NOT NULL UNIQUE,
  password_hash TEXT NOT NULL,
  class VARCHAR(20) DEFAULT 'x',
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE TABLE app_projects (
  id SERIAL PRIMARY KEY,
  name VARCHAR(80) NOT NULL CHECK (length(name) >= 3), -- shown in lists
  user_id BIGINT NOT NULL,
  status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'closed')),
  mood mood,
  budget NUMERIC(10,2) CHECK (budget >= 0 AND budget < 1000000),
  starts DATE, ends DATE,
  tags TEXT[] DEFAULT '{}',
  deleted_at TIMESTAMP, version INTEGER NOT NULL DEFAULT 1,
  parent_id INTEGER REFERENCES app_projects(id) ON DELETE SET NULL,
  CONSTRAINT in_order CHECK (ends >= starts), UNIQUE (user_id, name)
);
CREATE TABLE app_labels (id SERIAL PRIMARY KEY, name TEXT UNIQUE NOT NULL);
CREATE TABLE app_project_labels (
  project_id INT REFERENCES app_projects ON DELETE CASCADE, label_id INT REFERENCES app_labels,
  PRIMARY KEY (project_id, label_id)
);
ALTER TABLE ONLY app_projects ADD CONSTRAINT fk FOREIGN KEY (user_id) REFERENCES app_users(user_id) ON DELETE CASCADE;
CREATE INDEX ON app_projects (status, starts);
CREATE VIEW busy AS SELECT 1;
COMMENT ON TABLE app_projects IS 'What is worked on.';
INSERT INTO app_labels (name) VALUES ('a;b');
"""


def lines_of(entity: Entity) -> dict[str, str]:
    """Field or relation -> its line in the language."""
    fields = {each.name: str(field_line(each)) for each in entity.fields}
    return fields | {each.name: str(relation_line(each)) for each in entity.relations}


def reasons(intake: Intake) -> str:
    """All gaps as one text."""
    return "\n".join(f"{gap.place} {gap.what}: {gap.reason}" for gap in intake.gaps)
