"""One call for each stage, and a run from end to end.

==================  =========================================================
`stages`            files to files: one call for each stage
`in_memory`         DataFrames to DataFrames: the same run without its folders
`repairing`         a published week after news: repair, who can cover, swap
`edits`             rosters changed by hand, and how a run keeps the changes
`publish`           numbered versions of a week: published, replayed, compared
`office`            the budget office: a year's budget, worth, contacts handled
`sweep`             many scenarios, on one machine or on many
`results_folder`    a folder of results that changes all at once
==================  =========================================================
"""
