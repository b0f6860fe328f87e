UPDATE work_orders SET document = document - 'visited';
