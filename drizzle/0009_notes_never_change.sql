create trigger session_notes_never_change before update on session_notes for each row execute function refuse_change();
