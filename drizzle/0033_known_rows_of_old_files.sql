-- Files that were looked through before 0029 know the rows that stay out only by their problems, of which the first 1,000 are kept.
UPDATE "invite_imports" SET "known_rows" = "found"."rows"
FROM (
  SELECT "f"."id", array_agg(DISTINCT ("p" ->> 'row')::integer ORDER BY ("p" ->> 'row')::integer) AS "rows"
  FROM "invite_imports" AS "f" CROSS JOIN jsonb_array_elements("f"."problems") AS "p"
  WHERE "f"."state" IN ('checked', 'running') AND "f"."known_rows" = '{}' AND "p" ->> 'code' = 'known'
  GROUP BY "f"."id"
) AS "found"
WHERE "invite_imports"."id" = "found"."id";
