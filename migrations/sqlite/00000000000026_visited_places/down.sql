UPDATE work_orders SET document = json_remove(document, '$.visited');
