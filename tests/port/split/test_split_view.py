"""A view cut in three: the route speaks HTTP, the service decides, the repository queries."""

from textwrap import dedent

import pytest

from archwright.port.rewrite import Import
from archwright.port.split import SplitView, split_view
from archwright.port.split.naming import Names
from archwright.port.split.view import Layers

IMPORTS = (
    Import("app.core.database", "connect"),
    Import("app.repositories.queries", "store"),
    Import("app.repositories.queries", "query_db"),
    Import("app.core.compat.request", "request"),
    Import("app.core.compat.templating", "render_template"),
    Import("app.core.database", "current_session"),
    Import("app.models.note", "Note"),
    Import("app.services.logic", "slug"),
    Import("app.repositories.queries", "get_db"),
    Import("sqlite3"),
)
DEPENDENCY = Import("app.api.services", "NotesServiceDep")


def cut(body: str, params: str = "") -> SplitView | None:
    text = f"@router.get('/')\n@wire\ndef view({params}) -> object:\n" + "\n".join(
        f"    {line}" if line else "" for line in dedent(body).strip().splitlines()
    )
    return split_view(text + "\n", IMPORTS, {"note_id": "int"}, Layers(Names(), Names()), DEPENDENCY)


def done(body: str, params: str = "") -> SplitView:
    found = cut(body, params)
    assert found is not None
    return found


def service(split: SplitView) -> str:
    return "\n".join(method.text for method in split.service)


def repository(split: SplitView) -> str:
    return "\n".join(method.text for method in split.repository)


def test_a_query_moves_to_the_repository_and_the_route_asks_the_service() -> None:
    split = done(
        "note = current_session().get(Note, note_id)\nreturn render_template('n.html', note=note)\n", "note_id: int"
    )

    assert "note = service.get_note(note_id)" in split.route or "note = service.find_note(note_id)" in split.route
    assert "self._session.get(Note, note_id)" in repository(split)
    assert "current_session" not in split.route + service(split) + repository(split)


def test_the_route_takes_the_service_after_its_own_parameters() -> None:
    split = done("note = current_session().get(Note, note_id)\nreturn str(note)\n", "note_id: int, page: int = 1")

    assert "def view(note_id: int, service: NotesServiceDep, page: int = 1) -> object:" in split.route


def test_what_a_run_reads_are_its_parameters_and_what_is_read_later_its_result() -> None:
    split = done(
        """
        title = request.form["title"]
        note = Note(title=slug(title))
        current_session().add(note)
        current_session().commit()
        return render_template("n.html", note=note)
        """
    )

    assert "def view(self, title: Any) -> Any:" in service(split)
    assert "note = service.view(title)" in split.route
    assert "self._repository.add(note)" in service(split)
    assert service(split).rstrip().endswith("return note")


def test_types_known_for_parameters_are_kept() -> None:
    assert "note_id: int" in service(
        done("note = current_session().get(Note, note_id)\nreturn str(note)\n", "note_id: int")
    )


def test_reads_of_the_request_inside_a_query_become_its_parameters() -> None:
    split = done('return str(current_session().query(Note).filter_by(title=request.args["q"]).all())\n')

    assert 'service.list_notes_by_title(request.args["q"])' in split.route
    assert "def list_notes_by_title(self, q: Any) -> Any:" in service(split)
    assert "request" not in service(split) + repository(split)


def test_a_loop_with_queries_moves_as_a_whole_when_nothing_in_it_speaks_http() -> None:
    split = done(
        """
        names = []
        for note in current_session().query(Note).all():
            names.append(slug(note.title))
        return render_template("n.html", names=names)
        """
    )

    assert "for note in" in service(split)
    assert "for note in" not in split.route


def test_a_loop_that_speaks_http_stays_and_what_it_carries_round_comes_back() -> None:
    split = done(
        """
        total = 0
        for key in request.form:
            note = current_session().get(Note, key)
            total = total + note.size
            request.environ[key] = total
        return str(total)
        """
    )

    assert "for key in request.form:" in split.route
    assert "total" in split.route.split("= service.")[0].splitlines()[-1]


def test_what_only_the_next_round_of_a_loop_reads_comes_back_too() -> None:
    split = done(
        """
        total = 0
        for key in request.form:
            request.environ[key] = total
            note = current_session().get(Note, key)
            total = total + note.size
        return "done"
        """
    )

    assert "total = service." in split.route


def test_a_result_that_only_a_handler_reads_comes_back() -> None:
    split = done(
        """
        note = None
        try:
            note = current_session().get(Note, note_id)
            note.open()
            request.environ["open"] = 1
        except ValueError:
            return render_template("bad.html", note=note)
        return "ok"
        """,
        "note_id: int",
    )

    assert "note = service." in split.route


def test_a_caught_error_stays_with_its_handler() -> None:
    split = done(
        """
        try:
            current_session().query(Note).all()
            current_session().commit()
        except ValueError as error:
            return render_template("bad.html", error=error)
        return "ok"
        """
    )

    assert "except ValueError as error:" in split.route
    assert "error" not in service(split)


def test_a_name_that_might_not_be_bound_keeps_its_statements_in_the_route() -> None:
    split = cut(
        """
        for note in current_session().query(Note).all():
            last = note
        return str(last)
        """
    )

    assert split is None or "last = note" in split.route


def test_a_name_that_nothing_else_binds_is_not_handed_in_although_a_handler_may_read_it_too_early() -> None:
    split = done(
        """
        title = request.form["title"]
        try:
            key = slug(title)
            current_session().add(Note(key=key))
            current_session().commit()
        except Exception:
            print(key)
        return "done"
        """
    )

    assert "key" not in split.route
    assert "print(key)" in service(split) + repository(split)


def test_a_name_bound_before_the_run_is_handed_in_when_the_run_only_may_bind_it() -> None:
    split = done(
        """
        last = request.args.get("last")
        for note in current_session().query(Note).all():
            last = note
        return str(last)
        """
    )

    assert "def find_last(self, last: Any) -> Any:" in service(split)
    assert "last = service.find_last(last)" in split.route


def test_a_name_that_a_comprehension_also_uses_is_still_a_result() -> None:
    split = done(
        """
        titles = [note.title for note in current_session().query(Note).all()]
        note = current_session().get(Note, 1)
        return render_template("n.html", note=note, titles=titles)
        """
    )

    assert "note, titles = service." in split.route


def test_a_name_that_a_later_comprehension_hides_is_still_read_there() -> None:
    split = done(
        """
        note = current_session().get(Note, 1)
        return render_template("n.html", note=note, shouted=[note.upper() for note in request.args])
        """
    )

    assert "note = service." in split.route


@pytest.mark.parametrize(("verb", "name"), [("commit", "save"), ("flush", "save"), ("rollback", "undo")])
def test_a_lone_verb_of_the_session_has_a_plain_name(verb: str, name: str) -> None:
    split = done(f"request.environ['x'] = 1\ncurrent_session().{verb}()\nreturn 'ok'\n")

    assert f"service.{name}()" in split.route
    assert f"self._repository.{verb}()" in service(split)


def test_the_same_query_twice_is_one_method() -> None:
    split = done(
        """
        if request.args:
            return str(current_session().query(Note).count())
        return "all " + str(current_session().query(Note).count())
        """
    )

    assert [method.name for method in split.service] == ["count_notes"]
    assert split.route.count("service.count_notes()") == 2


def test_a_connection_that_the_route_would_have_to_hold_keeps_the_view_whole() -> None:
    assert (
        cut("db = sqlite3.connect('x.db')\nrow = db.execute(request.args['q']).fetchone()\nreturn str(row)\n") is None
    )


@pytest.mark.parametrize(
    "body",
    [
        "db = sqlite3.connect('x.db')\ndb.execute('delete from notes')\nrequest.environ['x'] = 1\n"
        "db.commit()\nreturn 'ok'\n",
        "row = sqlite3.connect('x.db').execute(request.args['q']).fetchone()\nreturn str(row)\n",
    ],
)  # fmt: skip
def test_a_connection_that_would_be_held_across_layers_keeps_the_view_whole(body: str) -> None:
    assert cut(body) is None


def test_a_view_without_anything_to_take_out_stays_whole() -> None:
    assert cut("return render_template('n.html', title=request.args['q'])\n") is None


def test_each_part_imports_what_it_names_and_no_more() -> None:
    split = done(
        "note = current_session().get(Note, note_id)\nreturn render_template('n.html', note=note)\n", "note_id: int"
    )

    assert {need.bound for need in split.route_imports} == {"render_template", "NotesServiceDep"}
    assert {need.bound for need in split.repository_imports} == {"Note", "Any"}


def test_what_a_view_says_of_itself_stays_with_it() -> None:
    split = done(
        """
        '''All notes.'''
        notes = current_session().query(Note).all()
        return render_template("notes.html", notes=notes)
        """
    )
    assert "All notes." in split.route
    assert "All notes." not in service(split)


def test_a_query_of_a_shared_object_goes_to_the_repository_by_the_name_of_its_sql() -> None:
    split = done(
        """
        rows = store.execute("SELECT * FROM notes WHERE owner = :owner", owner=request.args["owner"])
        if not rows:
            return "none"
        store.execute("UPDATE notes SET seen = 1 WHERE id = :id", id=rows[0]["id"])
        return render_template("notes.html", rows=rows)
        """
    )
    assert 'rows = service.find_notes_by_owner(request.args["owner"])' in split.route
    assert "service.update_notes_by_id(rows)" in split.route
    assert "store" not in split.route + service(split)
    assert [method.name for method in split.repository] == ["find_notes_by_owner", "update_notes_by_id"]


def test_a_shared_cursor_that_remembers_stays_with_what_it_remembers() -> None:
    assert cut("store.execute('SELECT 1')\nreturn str(store.fetchone()[0])") is None


def test_two_runs_of_one_view_are_told_apart_by_what_they_do() -> None:
    split = done(
        """
        if request.form["kind"] == "note":
            new_note = Note()
            current_session().add(new_note)
            current_session().commit()
            return "note"
        other = Note()
        current_session().delete(other)
        current_session().commit()
        return "other"
        """
    )

    assert "_for_view" not in split.route
    assert "def delete_other(self)" in service(split) + repository(split)


def test_two_views_share_a_query() -> None:
    layers = Layers(Names(), Names())
    text = "@wire\ndef {}() -> object:\n    return str(store.execute('SELECT * FROM notes'))\n"
    first, second = (split_view(text.format(name), IMPORTS, {}, layers, DEPENDENCY) for name in ("one", "two"))
    assert first
    assert second
    assert "service.find_notes()" in second.route
    assert not second.service


def test_sql_that_a_route_hands_to_a_function_goes_to_the_repository() -> None:
    split = done('return str(query_db("select * from note where owner = ?", [request.args["owner"]], one=True))')
    assert 'service.find_note_by_owner(request.args["owner"])' in split.route
    assert 'return query_db("select * from note where owner = ?", [owner], one=True)' in repository(split)


def test_a_handler_does_not_undo_again_what_a_with_block_has_undone() -> None:
    split = done(
        """
        title = request.form["title"]
        try:
            with connect() as con:
                con.cursor().execute("insert into note (title) values (?)", (title,))
                con.commit()
                message = "Added"
        except Exception:
            con.rollback()
            message = "Not added"
        finally:
            return render_template("note.html", message=message)
            con.close()
        """
    )
    assert "con" not in {word.strip("():.") for word in split.route.split()}
    assert "rollback" not in split.route
    assert "with connect() as con:" in repository(split)
    assert "message = service." in split.route


def test_what_a_query_found_may_be_changed_in_place() -> None:
    split = done(
        "current_session().query(Note).filter_by(id=note_id).first().seen += 1\nreturn str(1)\n", "note_id: int"
    )

    assert ".seen += 1" in service(split)
    assert "self._session.query(Note).filter_by(id=note_id).first()" in repository(split)


def test_what_is_kept_by_its_key_is_read_set_and_deleted_below_the_route() -> None:
    split = done(
        """
        found = store[note_id]
        if found is None:
            return "none", 404
        store[note_id] = found + 1
        del store[note_id]
        return render_template("n.html", note=store[note_id])
        """,
        "note_id: int",
    )

    assert "store[" not in split.route
    assert "store[note_id] = found + 1\n    del store[note_id]" in repository(split)
    assert "def find_in_store(self, note_id: int) -> Any:\n    return store[note_id]" in repository(split)


def test_what_is_set_from_the_request_stays_whole() -> None:
    split = done('store[note_id] = request.form["a"]\nreturn render_template("n.html", n=store[1])', "note_id: int")

    assert 'store[note_id] = request.form["a"]' in split.route
