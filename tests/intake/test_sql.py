"""A SQL schema: tables become entities, and what has no word in the language is told with its line."""

import pytest
from taking import SHOP, Take, lines_of, reasons

from archwright.kit.errors import ArchwrightError


def test_columns_become_fields_with_bounds_choices_and_defaults(take: Take) -> None:
    project = take("shop.sql", SHOP).blueprint.entity("Project")
    assert lines_of(project) == {
        "name": "str(3..80)",
        "status": "enum(open, closed) = open",
        "mood": 'enum(happy, "so so")?',
        "budget": "decimal(10,2)? >= 0 < 1000000",
        "starts": "date?",
        "ends": "date?",
        "tags": "json? = []",
        "owner": "User, cascade",
        "parent": "Project?, set null",
        "labels": "Label[]",
    }
    assert project.field("name").doc == "shown in lists"
    assert project.doc == "What is worked on."


def test_policies_keys_and_rules_are_recognised(take: Take) -> None:
    blueprint = take("shop.sql", SHOP).blueprint
    project, user = blueprint.entity("Project"), blueprint.entity("User")
    assert (project.table, project.soft_delete, project.versioned, project.timestamps) == (
        "app_projects",
        True,
        True,
        False,
    )
    assert project.unique == (("owner", "name"),)
    assert project.index == (("status", "starts"),)
    assert [(each.name, each.expression) for each in project.checks] == [("in_order", "ends >= starts")]
    assert user.timestamps
    assert blueprint.stack.database == "postgres"
    assert blueprint.wire.ids == "int"


def test_a_table_with_passwords_is_the_one_that_logs_in(take: Take) -> None:
    blueprint = take("shop.sql", SHOP).blueprint
    assert blueprint.auth
    assert (blueprint.auth.entity, blueprint.auth.login) == ("User", "email")
    assert "password_hash" not in lines_of(blueprint.entity("User"))


def test_what_is_left_behind_is_told_with_its_line(take: Take) -> None:
    told = reasons(take("shop.sql", SHOP))
    assert "shop.sql:6 `app_users.class` as `class_value`: the language does not take the name" in told
    assert "shop.sql:30 view `busy`: a view is a query" in told
    assert "shop.sql:32 rows: only the schema is read" in told
    assert "`app_users.user_id`: the key of a row is called `id`" in told
    assert "`app_project_labels` as `Project.labels`" in told


def test_there_are_at_most_three_questions_each_with_a_default(take: Take) -> None:
    asked = take("shop.sql", SHOP).questions
    assert [each.id for each in asked] == ["who-may", "owners"]
    assert all(each.consequence for each in asked)


def test_mysql_is_told_by_its_words(take: Take) -> None:
    text = """
    CREATE TABLE `order` (
      `id` int unsigned NOT NULL AUTO_INCREMENT,
      `kind` enum('new','done') NOT NULL DEFAULT 'new' COMMENT 'how far it is',
      `paid` tinyint(1) NOT NULL DEFAULT '0',
      `amount` int unsigned NOT NULL,
      PRIMARY KEY (`id`), KEY `k` (`kind`)
    ) ENGINE=InnoDB COMMENT='What was bought';
    """
    taken = take("shop.sql", text)
    blueprint = taken.blueprint
    order = blueprint.entity("Order")
    assert blueprint.stack.database == "postgres"
    assert "MySQL" in {gap.what for gap in taken.gaps}
    assert (
        lines_of(order)
        == {
            "kind": "enum(new, done) = new, index",
            "paid": "bool = false",
            "amount": "int(0..)",
        }
        or lines_of(order)["amount"] == "int >= 0"
    )
    assert order.field("kind").doc == "how far it is"


def test_a_dump_says_the_same_as_what_was_written(take: Take) -> None:
    text = """
    CREATE TABLE public.film (
        film_id integer NOT NULL,
        rating text DEFAULT 'G'::text,
        year integer,
        hours numeric(4,2) GENERATED ALWAYS AS (round((year / 60.0), 2)) VIRTUAL,
        CONSTRAINT rated CHECK (((rating)::text = ANY ((ARRAY['G'::text, 'PG-13'::text])::text[]))),
        CONSTRAINT modern CHECK (((year >= 1901) AND (year <= 2155)))
    );
    ALTER TABLE public.film OWNER TO postgres;
    ALTER TABLE ONLY public.film ALTER COLUMN film_id SET DEFAULT nextval('public.film_film_id_seq'::regclass);
    ALTER TABLE ONLY public.film ADD CONSTRAINT film_pkey PRIMARY KEY (film_id);
    COPY public.film (film_id) FROM stdin;
1	CREATE TABLE no;
\\.
    """
    intake = take("dump.sql", text)
    found = lines_of(intake.blueprint.entity("Film"))
    assert found == {
        "rating": "enum(G, PG-13)? = G",
        "year": "int(1901..2155)?",
        "hours": "decimal(4,2)?, computed",
    }
    assert "computed by the database" in reasons(intake)
    assert "CREATE TABLE no" not in reasons(intake)


def test_circles_of_what_is_required_are_opened(take: Take) -> None:
    text = """
    CREATE TABLE store (id SERIAL PRIMARY KEY, manager_id INT NOT NULL);
    CREATE TABLE staff (id SERIAL PRIMARY KEY, name TEXT NOT NULL, store_id INT NOT NULL REFERENCES store(id));
    ALTER TABLE store ADD FOREIGN KEY (manager_id) REFERENCES staff(id);
    """
    intake = take("store.sql", text)
    ones = {each.name: each.optional for entity in intake.blueprint.entities for each in entity.ones}
    assert sorted(ones.values()) == [False, True]
    assert "closes a circle" in reasons(intake)


def test_one_strange_column_costs_only_itself(take: Take) -> None:
    text = "CREATE TABLE t (\n  id SERIAL PRIMARY KEY,\n  a TEXT STORAGE WILD ON MARS,\n  b INT NOT NULL\n);"
    intake = take("strange.sql", text)
    assert set(lines_of(intake.blueprint.entities[0])) == {"a", "b"}
    assert "strange.sql:3" in reasons(intake)


def test_a_natural_key_stays_unique_and_finds_its_row(take: Take) -> None:
    text = """
    CREATE TABLE countries (code CHAR(2) PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE cities (id SERIAL PRIMARY KEY, country CHAR(2) NOT NULL REFERENCES countries(code));
    """
    blueprint = take("world.sql", text).blueprint
    assert blueprint.entity("Country").external_key == "code"
    assert lines_of(blueprint.entity("City"))["country"] == "Country"


def test_names_that_become_one_stay_apart(take: Take) -> None:
    text = """
    CREATE TABLE "user" (id SERIAL PRIMARY KEY, a INT);
    CREATE TABLE users (id SERIAL PRIMARY KEY, "from" INT, "From" INT, größe INT);
    """
    blueprint = take("names.sql", text).blueprint
    assert len({each.name for each in blueprint.entities}) == 2
    assert len({each.table for each in blueprint.entities}) == 2
    assert "grosse" in lines_of(blueprint.entities[1])


@pytest.mark.parametrize("text", ["", "SELECT 1;", "-- nothing\n"])
def test_no_table_is_an_error(take: Take, text: str) -> None:
    with pytest.raises(ArchwrightError, match="no CREATE TABLE"):
        take("empty.sql", text)


def test_broken_sql_is_an_error_with_its_line(take: Take) -> None:
    with pytest.raises(ArchwrightError) as raised:
        take("broken.sql", "\n\nCREATE TABLE ((;\n")
    assert raised.value.where.startswith("broken.sql:3")


def test_what_contradicts_itself_is_settled(take: Take) -> None:
    text = """
    CREATE TABLE "Ünï cödé" (
      "a b" INT, "select" TEXT, x ENUM('', 'A', 'a') DEFAULT 'zz', y DECIMAL(60,40) UNIQUE DEFAULT 3,
      z VARCHAR(3) DEFAULT 'toolong' CHECK (z ~ '['), CHECK (1=1), CHECK (random() > 0), UNIQUE (nope),
      FOREIGN KEY (q) REFERENCES gone(id)
    );
    CREATE TABLE t2 (id INT PRIMARY KEY, t2_id INT NOT NULL REFERENCES t2(id), t2 INT);
    CREATE TABLE nothing_but_a_key (id SERIAL PRIMARY KEY);
    """
    intake = take("odd.sql", text)
    told = reasons(intake)
    assert "its default 'toolong' does not fit" in told
    assert "38 digits are kept of 60" in told
    assert "differs from another only in case" in told
    assert "nothing is said of what it holds" in told
    assert len(intake.blueprint.entities) == 3
    assert lines_of(intake.blueprint.entities[0])["y"] == "decimal(38,18)?, unique"
